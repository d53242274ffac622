"""How long the effects step takes: 100 initiatives x 6 KPIs, on one core.

python benchmarks/effects.py
"""

from __future__ import annotations

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import time  # noqa: E402
from collections import Counter  # noqa: E402
from datetime import date, timedelta  # noqa: E402

import numpy as np  # noqa: E402

from gains.measurement.frames import long_table  # noqa: E402
from gains.measurement.inputs import MeasurementRequest, sort_sums, week_number  # noqa: E402
from gains.measurement.portfolio import measure  # noqa: E402

INITIATIVES, WEEKS_BEFORE, WEEKS_AFTER, SEGMENTS = 100, 26, 12, 3
KPIS = (
    ("cycle_time_hours", "duration", "lower"),
    ("touch_time_minutes", "mean", "lower"),
    ("cost_per_transaction", "ratio", "lower"),
    ("throughput", "count", "higher"),
    ("on_time_rate", "proportion", "higher"),
    ("first_pass_yield", "proportion", "higher"),
)


def portfolio(rng: np.random.Generator):
    """Return 600 requests, each with a go-live week of its own, and their weekly sums."""
    requests, sums = [], {}
    length = WEEKS_BEFORE + 1 + WEEKS_AFTER
    for number in range(INITIATIVES):
        # a gap of its own, so that no work can be reused between initiatives
        gap = 1 + number % 7
        go_live = date(2025, 9, 1) + timedelta(weeks=number)
        first = week_number(go_live) - WEEKS_BEFORE
        weeks = np.arange(first, first + length + gap)
        before = weeks < first + WEEKS_BEFORE
        after = weeks >= first + WEEKS_BEFORE + gap
        phase = np.where(before, "before", np.where(after, "after", "ramp"))
        for kpi_id, kind, better in KPIS:
            request = MeasurementRequest(
                initiative_id=f"initiative {number:03d}",
                process_id=f"process {number:03d}",
                comparison_process_id=f"comparison {number:03d}",
                kpi_id=kpi_id,
                kind=kind,
                unit="",
                better=better,
                is_primary=kpi_id == "cycle_time_hours",
                go_live_date=go_live,
                after_from=go_live + timedelta(weeks=gap),
                as_of_date=go_live + timedelta(weeks=gap + WEEKS_AFTER),
                baseline_weeks=WEEKS_BEFORE,
            )
            requests.append(request)
            for role in ("treated", "comparison"):
                kinds = 1 if kind == "count" else SEGMENTS
                rows = len(weeks) * kinds
                n = rng.poisson(300, rows).astype(float)
                level = 0.9 if kind == "proportion" else 10.0
                value = level * np.exp(0.03 * rng.standard_normal(rows))
                value = np.minimum(value, 1.0) if kind == "proportion" else value
                sums[request.initiative_id, kpi_id, role] = sort_sums(
                    week=np.repeat(weeks, kinds),
                    segment=[f"kind {i}" for i in range(kinds)] * len(weeks),
                    phase=np.repeat(phase, kinds).tolist(),
                    is_complete=np.ones(rows, bool),
                    n=n,
                    numerator=n * value,
                    denominator=n,
                    cut_off=np.zeros(rows),
                    open_count=np.zeros(rows),
                )
    return requests, sums


def main() -> None:
    """Print the seconds that the estimates take, and what they were."""
    requests, sums = portfolio(np.random.default_rng(20261123))
    started = time.process_time()
    measured = measure(requests, sums)
    estimated = time.process_time() - started
    table = long_table(measured)
    print(
        f"{len(requests)} initiatives x KPIs: {estimated:.1f} s of one core, "
        f"{1000 * estimated / len(requests):.0f} ms each; {table.num_rows} result rows in "
        f"{time.process_time() - started - estimated:.1f} s"
    )
    print(dict(Counter(m.effect.evidence for m in measured)))


if __name__ == "__main__":
    main()
