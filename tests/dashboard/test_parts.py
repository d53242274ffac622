"""Escaping, and who is offered which shared snapshot."""

import json

from dashboard import shared_snapshots
from dashboard.markup import escaped
from gains.published.access import Scope


def test_markdown_prints_a_name_as_it_is():
    name = ":red[x] $a$ <b> [l](http://x) **b** `c` # :material/home: ~~s~~ www.x.example"
    text = escaped(name)
    seen = text.replace("\\", "")
    assert seen.replace("\u200b", "") == name
    assert ":material/home:" not in seen
    for opening in (":red[", "$a$", "<b>", "](http", "**", "`c`", "~~", "www.x"):
        assert opening not in text
    assert escaped("1. a\n# b") == "1\\. a \\# b"


def test_a_snapshot_is_seen_by_who_may_see_all_its_companies(tmp_path, monkeypatch):
    monkeypatch.setenv("GAINS_SNAPSHOTS", str(tmp_path))
    for name, companies in (("both", ["harbor", "falken"]), ("one", ["falken"]), ("old", None)):
        home = tmp_path / name
        home.mkdir()
        (home / "a.pdf").write_bytes(b"x")
        content = {"title": name, "files": {"pdf": {"name": "a.pdf"}, "xlsx": {"name": "../x"}}}
        if companies:
            content["company_ids"] = companies
        (home / "snapshot.json").write_text(json.dumps(content))

    def seen(scope: Scope) -> set[str]:
        return {one.title for one in shared_snapshots.snapshots(scope)}

    assert seen(Scope(everything=True)) == {"both", "one", "old"}
    assert seen(Scope(("falken",))) == {"one"}
    assert seen(Scope()) == set()
    assert [file.kind for file in shared_snapshots.snapshots(Scope(("falken",)))[0].files] == [
        "pdf"
    ]
