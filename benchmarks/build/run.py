"""`make bench`: a whole build on generated logs, beside one hand-written script.

Prints wall time and peak memory of both, their ratios, how far their weekly figures agree, which
models took longest, and what a build of the demo costs.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

import duckdb

from benchmarks.build.logs import COMPANY, write_logs, write_register
from benchmarks.build.processes import Run, run_watched
from demo.generate import write_demo

ROOT = Path(__file__).parents[2]
#: What a project folder needs of this one; seeds are copied, since the register is written anew.
LINKED = (
    "dbt_project.yml", "profiles.yml", "selectors.yml", "models", "macros", "data_tests",
    "snapshots", "expectations", "export_maps", "gains", "docs",
)  # fmt: skip
DBT = Path(sys.executable).parent / "dbt"
SLOWEST_SHOWN = 15
#: Figures agree when they differ by no more than this, relative.
TOLERANCE = 1e-6


def make_project(folder: Path) -> Path:
    """Make an empty project folder whose models are this one's."""
    folder.mkdir(parents=True)
    for name in LINKED:
        if (ROOT / name).exists():
            (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "exports").mkdir()
    return folder


def build(project: Path, log: str) -> Run:
    """Run `dbt build` in a project folder."""
    return run_watched([str(DBT), "build"], project, project / log)


def slowest_models(project: Path) -> list[tuple[str, float]]:
    """Return the models and tests of the last build that took longest, with their seconds."""
    results = json.loads((project / "target" / "run_results.json").read_text())["results"]
    times = [(result["unique_id"], result["execution_time"]) for result in results]
    return sorted(times, key=lambda pair: -pair[1])[:SLOWEST_SHOWN]


def published_database(project: Path) -> Path:
    """Return the database that the last build published."""
    current = json.loads((project / "published" / "current.json").read_text())
    return project / "published" / current["path"]


def compare(project: Path, by_hand: Path) -> list[tuple]:
    """Return per KPI: weeks in both, weeks in one only, weeks that differ in value or count."""
    connection = duckdb.connect()
    connection.execute(f"attach '{published_database(project)}' as published (read_only)")
    connection.execute(f"attach '{by_hand}' as hand (read_only)")
    return connection.execute(
        """
        select
            coalesce(built.kpi_id, script.kpi_id) as kpi_id,
            count(*) filter (built.value is not null and script.value is not null) as in_both,
            count(*) filter (built.value is null and script.value is not null) as script_only,
            count(*) filter (built.value is not null and script.value is null) as build_only,
            count(*) filter (abs(built.value - script.value) > ? * abs(script.value)) as differ
        from published.main.kpi_weekly as built
        full join hand.main.kpi_weekly as script
            on built.kpi_id = script.kpi_id
            and built.process_id = script.process_id
            and built.period_start = script.week
        group by 1
        order by 1
        """,
        [TOLERANCE],
    ).fetchall()


def bench_size(folder: Path, millions: float) -> None:
    """Measure one size and print it."""
    events = int(millions * 1_000_000)
    project = make_project(folder / f"logs_{millions:g}")
    write_register(project / "seeds")
    write_logs(project / "exports", events, events // 10)
    exports = project / "exports" / COMPANY / "canonical"
    size = sum(path.stat().st_size for path in exports.iterdir()) / 1e6
    print(f"\n{events:,} case events, {events // 10:,} invoices, {size:,.0f} MB of CSV")

    by_hand = project / "hand_written.duckdb"
    command = [sys.executable, "-m", "benchmarks.build.hand_written", str(exports), str(by_hand)]
    script = run_watched(command, ROOT, project / "script.log")
    first = build(project, "first.log")
    times = slowest_models(project)
    again = build(project, "again.log")
    print_row("hand-written script", script, script)
    print_row("dbt build, first", first, script)
    print_row("dbt build, nothing new", again, script)
    print("  slowest of the first build:")
    for name, seconds in times:
        print(f"    {seconds:7.1f} s  {name}")
    print("  weekly figures: KPI, weeks in both, script only, build only, different")
    for row in compare(project, by_hand):
        print("    " + "  ".join(str(value) for value in row))


def bench_demo(folder: Path) -> None:
    """Measure a build of the demo: the fixed cost of a build."""
    project = make_project(folder / "demo_project")
    write_demo(project)
    print("\nThe demo: the fixed cost of a build")
    print_row("dbt build, first", build(project, "first.log"))
    print_row("dbt build, nothing new", build(project, "again.log"))
    print("  slowest of the second build:")
    for name, seconds in slowest_models(project):
        print(f"    {seconds:7.1f} s  {name}")


def print_row(name: str, run: Run, script: Run | None = None) -> None:
    """Print time, memory, and the time as a multiple of the script's."""
    ratio = ""
    if script:
        ratio = (
            f"{run.seconds / script.seconds:6.2f} x the script's time, "
            f"{run.cpu_seconds / script.cpu_seconds:6.2f} x its CPU time"
        )
    print(
        f"  {name:24s} {run.seconds:7.1f} s  {run.cpu_seconds:7.1f} s CPU  "
        f"{run.peak_gigabytes:5.2f} GB  {ratio}"
    )


def main(sizes: list[str]) -> None:
    """Measure every size, and the demo, in a folder that is removed afterwards."""
    print(f"{os.cpu_count()} cores, DuckDB {duckdb.__version__}")
    with tempfile.TemporaryDirectory(prefix="gains_bench_") as folder:
        bench_demo(Path(folder))
        for size in sizes:
            bench_size(Path(folder), float(size))


if __name__ == "__main__":
    main(sys.argv[1:] or ["1"])
