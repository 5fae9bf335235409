"""What pages say is a sentence that can be translated: nowhere a text that was put together on the spot."""

import ast
from collections.abc import Iterator

from tests.house import Source, sources
from tests.texts import KEEPS

# What a page says, and which of the arguments, by place or by name, are sentences.
_SAYS: dict[str, tuple[int | str, ...]] = {
    "Choice": (1, "shown"),
    "Column": ("title",),
    "Field": ("label", "hint"),
    "Finding": ("subject", "sentence"),
    "Flaw": ("sentence",),
    "Found": ("sentence",),
    "Hint": (0,),
    "Hit": ("title",),
    "Line": (0,),
    "Listing": ("title", "empty"),
    "Panel": ("title", "empty"),
    "Preference": ("title", "explanation"),
    "Problem": ("sentence",),
    "Question": ("sentence",),
    "Refusal": ("sentence",),
    "Reminder": ("sentence",),
    "Result": ("sentence",),
    "Seen": ("sentence",),
    "Step": (0, "label"),
    "Tally": ("sentence",),
    "done": (0,),
    "page": ("title", "explanation", "label"),
    "refusal": (0,),
}
_MADE = {"say", "count", "term", "beginning", "row", "either", "both"}


def of_pages() -> list[Source]:
    """The code whose texts may come to a page: all but that of commands."""
    found = sources("outreach_crm", "plugins")
    return [one for one in found if "cli" not in one.path.with_suffix("").parts]


def given() -> Iterator[tuple[str, ast.expr]]:
    """What is said by pages, and where; what the catalogue finds as it stands is left out."""
    for source in of_pages():
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef | ast.Module):
                told = _told(node)
                for place, found in _said(node):
                    parts = told.get(found.id, ()) if isinstance(found, ast.Name) else (found,)
                    yield from ((f"{source.path}:{place}", one) for one in parts)


def _said(scope: ast.FunctionDef | ast.Module) -> Iterator[tuple[int, ast.expr]]:
    for node in _within(scope):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            for which in _SAYS.get(name, ()):
                found = _argument(node, which)
                if found is not None and not (which in KEEPS.get(name, ()) and isinstance(found, ast.Constant)):
                    yield node.lineno, found


def _told(scope: ast.FunctionDef | ast.Module) -> dict[str, list[ast.expr]]:
    """What names of a function stand for."""
    found: dict[str, list[ast.expr]] = {}
    for node in _within(scope):
        if isinstance(node, ast.Assign):
            for name in (target.id for target in node.targets if isinstance(target, ast.Name)):
                found.setdefault(name, []).append(node.value)
    return found


def _within(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function itself, not in those inside of it."""
    for node in ast.iter_child_nodes(scope):
        yield node
        if not isinstance(node, ast.FunctionDef):
            yield from _within(node)


def _argument(call: ast.Call, which: int | str) -> ast.expr | None:
    if isinstance(which, int):
        return call.args[which] if which < len(call.args) else None
    return next((one.value for one in call.keywords if one.arg == which), None)


def is_plain(node: ast.expr) -> bool:
    """Return whether a text is put together where it stands, or has become one that nothing translates."""
    match node:
        case ast.Constant(value=str(text)):
            return any(map(str.isalpha, text))
        case ast.JoinedStr(values=parts):
            return any(isinstance(part, ast.Constant) and is_plain(part) for part in parts)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return is_plain(one) or is_plain(other)
        case ast.BoolOp(values=parts):
            return any(map(is_plain, parts))
        case ast.Call(func=ast.Name(id="str"), args=[ast.Call(func=made)]):
            return ast.unparse(made) in _MADE
    return False


def test_what_a_page_says_is_a_sentence_that_can_be_translated() -> None:
    said = [*given()]
    assert len(said) > 1000
    assert [place for place, node in said if is_plain(node)] == []


def test_a_text_that_is_put_together_is_told_from_a_sentence() -> None:
    plain = ['f"{n} letters"', '"Letters" if n else ""', 'name or "none"', 'str(say("none"))', '"a " + name']
    sentences = ['say("none")', "name", 'f"{n}"', '""', 'row([one, two], ", ")', "str(number)"]
    assert [text for text in plain if not is_plain(ast.parse(text, mode="eval").body)] == []
    assert [text for text in sentences if is_plain(ast.parse(text, mode="eval").body)] == []


def test_what_is_counted_is_said_where_translators_find_it() -> None:
    """A count of names alone says nothing to the catalogue, which reads what stands there."""
    counts = [
        (f"{source.path}:{node.lineno}", node.args[1:3])
        for source in of_pages()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "count" and len(node.args) == 3
    ]
    assert len(counts) > 100
    assert [place for place, texts in counts if not all(isinstance(one, ast.Constant) for one in texts)] == []
