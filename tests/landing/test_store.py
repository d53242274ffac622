"""What is under `landed/` is what the exports and maps of today give, whatever happened before."""

import signal
import subprocess
import sys
import time

import pytest

HEAD = "process_id,case_id,opened_at\n"


def landed_files(exports) -> dict[str, int]:
    """Every landed file with the time at which it was written."""
    root = exports.root / "landed"
    return {
        path.relative_to(root).as_posix(): path.stat().st_mtime_ns
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_second_run_lands_only_what_is_new(exports):
    exports.write("cases_1.csv", HEAD + "p,1,2024-01-01\n")
    exports.land()
    before = landed_files(exports)
    exports.write("cases_2.csv", HEAD + "p,2,2024-01-01\n")
    first, second = exports.land()
    after = landed_files(exports)
    assert {name: after[name] for name in before} == before
    new = {name.rsplit("/")[-1].split(".")[0] for name in set(after) - set(before)}
    assert new == {second["file_id"]}
    assert first["delivery_order"] < second["delivery_order"]


def test_what_is_gone_from_the_exports_is_gone_from_landed(exports):
    path = exports.write("cases.csv", HEAD + "p,1,2024-01-01\n")
    (row,) = exports.land()
    path.unlink()
    assert exports.land() == []
    assert not any(row["file_id"] in name for name in landed_files(exports))
    assert exports.rows("cases") == []


def test_a_changed_file_map_setting_or_time_zone_lands_again(exports):
    exports.write_map("shop", "tables: {cases: {columns: {case_id: Id, opened_at: Opened}}}")
    settings = exports.write("_settings.yml", "constants: {process_id: p}", "shop")
    exports.write("a.csv", "Id,Opened\n1,2024-01-02\n", "shop")
    seen = [exports.land()[0]["file_id"]]
    exports.write("a.csv", "Id,Opened\n2,2024-01-02\n", "shop")
    seen.append(exports.land()[0]["file_id"])
    settings.write_text("constants: {process_id: q}")
    seen.append(exports.land()[0]["file_id"])
    exports.write_map("shop", "tables: {cases: {columns: {case_id: Id, opened_at: [Opened]}}}")
    seen.append(exports.land()[0]["file_id"])
    exports.companies = [type(exports.companies[0])("acme", "USD", "Europe/Rome")]
    seen.append(exports.land()[0]["file_id"])
    assert len(set(seen)) == 5
    assert [str(row[0]) for row in exports.rows("cases", "opened_at")] == ["2024-01-01 23:00:00"]


def test_every_table_has_its_columns_without_any_export(exports):
    assert exports.land() == []
    assert exports.rows("payments", "payment_id, amount") == []
    assert exports.rows("rejected_rows", "reason") == []


def test_deliveries_are_ordered_by_nature_and_not_by_letter(exports):
    for name in ("cases_10.csv", "cases_9.csv", "cases.csv", "cases-2.csv"):
        exports.write(name, HEAD)
    assert [row["file"] for row in exports.land()] == [
        "cases.csv",
        "cases-2.csv",
        "cases_9.csv",
        "cases_10.csv",
    ]


def test_a_map_may_read_the_delivery_in_the_name(exports):
    exports.write_map(
        "shop",
        "delivered: '(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})'\n"
        "tables: {cases: {columns: {case_id: Id, opened_at: Opened}}}",
    )
    exports.write("_settings.yml", "constants: {process_id: p}", "shop")
    for name in ("a_01022024.csv", "b_31122023.csv"):
        exports.write(name, "Id,Opened\n", "shop")
    assert [row["file"] for row in exports.land()] == ["b_31122023.csv", "a_01022024.csv"]
    exports.write("c.csv", "Id,Opened\n", "shop")
    (sentence,) = exports.problems()
    assert "the name does not say when it was delivered" in sentence


def test_a_run_killed_at_any_moment_leaves_nothing_wrong(exports):
    """Unseen, half a file would be taken for a whole one, and figures would be too small."""
    lines = "".join(f"p,{number},2024-01-01\n" for number in range(30_000))
    for number in range(4):
        exports.write(f"cases_{number}.csv", HEAD + lines)
    program = (
        "from gains.landing import Company, land\n"
        f"land({str(exports.root)!r}, [Company('acme', 'USD', 'UTC')])\n"
    )
    for delay in (0.9, 1.1, 1.3):
        process = subprocess.Popen(
            [sys.executable, "-c", program],
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
    rows = exports.land()
    assert [row["rows_landed"] for row in rows] == [30_000] * 4
    assert exports.rows("cases", "count(*) over ()")[0] == (120_000,)
    assert not list((exports.root / "landed" / ".working").iterdir())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("tables: {case: {columns: {}}}", "tables.case is no canonical table (the nearest is 'cas"),
        ("tables: {cases: {columns: {case: Id}}}", "tables.cases.columns.case is no column of cas"),
        ("tabels: {}", "'tabels' is not known (the nearest is 'tables')"),
        ("tables: {cases: {columns: {case_id: {form: Id}}}}", "'tables.cases.columns.case_id.form"),
        ("date_order: us\ntables: {cases: {columns: {}}}", "date_order: 'us' must be one of"),
        ("tables: [", "this is not valid YAML"),
        ("", "'tables' must name at least one of cases"),
        ("tables: {cases: {columns: {case_id: {from: Id, constant: x}}}}", "keep one of them"),
        ("ignored_rows: [{matches: '('}]\ntables: {cases: {columns: {}}}", "no regular expression"),
    ],
)
def test_a_map_that_cannot_be_meant_names_the_place(exports, content, words):
    exports.write("cases.csv", "", "shop")
    exports.write_map("shop", content)
    (sentence,) = exports.problems()
    assert sentence.startswith("export_maps/shop.yml: ")
    assert words in sentence


@pytest.mark.parametrize("kind", ["cases/*.parquet", "rejected_rows/*.parquet", "manifests/*"])
@pytest.mark.parametrize("damage", ["empty", "cut", "bit", "text"])
def test_a_landed_file_that_is_damaged_is_landed_again(exports, kind, damage):
    """After a power cut or on a bad disk; a flipped bit would change a figure without a word."""
    exports.write("cases.csv", HEAD + "p,1,2024-01-01\np,2,2024-01-02\n")
    (row,) = exports.land()
    before = exports.rows("cases")
    (path,) = (one for one in (exports.root / "landed").glob(kind) if row["file_id"] in one.name)
    whole = path.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    path.write_bytes(
        {"empty": b"", "cut": whole[: len(whole) // 2], "bit": bytes(flipped), "text": b"\xff\xfe"}[
            damage
        ]
    )
    assert exports.land() == [row]
    assert exports.rows("cases") == before
