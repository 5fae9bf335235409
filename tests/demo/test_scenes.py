"""The scenes: each plays on either engine, and plugins bring their own."""

import types
from collections.abc import Iterable, Iterator

from outreach_crm.app import App
from outreach_crm.demo.cli.page import Page
from outreach_crm.hooks import hookimpl
from outreach_crm.model import Panel, Scene
from tests.house import ROOT
from tests.test_hooks import with_plugins

README = ROOT / "outreach_crm" / "demo" / "README.md"


class Garden:
    """A plugin with a scene that works, and one that does not."""

    @hookimpl
    def scenes(self) -> Iterable[Scene]:
        return [Scene(310, "A broken rake", self.rake), Scene(220, "The garden", self.garden)]

    def garden(self, app: App) -> Iterator[str | Panel]:
        yield f"{app.actor.name} looks at the beds."
        yield Panel(title="Beds", columns=("Bed", "Plant"), rows=((1, "beans"), (2, "peas")))
        yield "$ outreach contacts show nobody"

    def rake(self, app: App) -> Iterator[str]:
        yield "Maria takes the rake."
        raise ValueError("it is broken")


def test_the_day_plays_without_a_fault(page: Page) -> None:
    for scene in page.app.plugins.scenes():
        lines = page.play(scene).lines
        commands = [line for line in lines if line.startswith("  $ outreach ")]
        assert commands, scene.title
        assert len(lines) > len(commands) * 2, scene.title
        assert [line for line in lines if "broke off" in line or line.strip().startswith("Error:")] == []
        assert [line for line in lines if len(line) > 100] == []


def test_scenes_of_plugins_stand_where_their_rank_puts_them(app: App) -> None:
    titles = [scene.title for scene in with_plugins(app, garden=Garden()).plugins.scenes()]
    assert titles.index("A card from a congress") + 1 == titles.index("The garden")
    assert titles.index("Before a call") + 1 == titles.index("A broken rake")


def test_a_scene_may_draw_a_panel_and_be_refused(app: App) -> None:
    garden = Garden()
    shown = Page(app, width=100).play(Scene(220, "The garden", garden.garden))
    text = "\n".join(shown.lines)
    assert "Maria looks at the beds." in text
    assert "beans" in text
    assert "Error: No contact fits 'nobody'" in text


def test_a_scene_that_breaks_off_says_so_and_the_day_goes_on(app: App) -> None:
    shown = Page(app, width=100).play(Scene(310, "A broken rake", Garden().rake))
    assert shown.lines == ("Maria takes the rake.", "This scene broke off (ValueError: it is broken).")


def test_a_command_that_does_not_exist_breaks_its_scene_off(app: App) -> None:
    shown = Page(app, width=100).play(Scene(1, "Typo", lambda _: ["$ outreach fnid ana"]))
    assert shown.lines[-1] == "This scene broke off (LookupError: there is no command 'fnid')."


def test_what_a_command_prints_is_set_inside_the_page(app: App) -> None:
    page = Page(app, width=60)
    shown = page.play(Scene(1, "Narrow", lambda _: ["$ outreach sectors show legal"]))
    assert max(len(line) for line in shown.lines) <= 60


def test_the_scene_in_the_readme_plays(app: App) -> None:
    plugin = types.ModuleType("lunch")
    exec(README.read_text("utf-8").partition("```python\n")[2].partition("```")[0], plugin.__dict__)
    scene = next(one for one in with_plugins(app, lunch=plugin).plugins.scenes() if one.title == "Lunch with a judge")
    assert "  $ outreach contacts list --sector legal --limit 5" in Page(app, width=100).play(scene).lines
