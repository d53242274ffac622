"""One row per result of a question (initiative and KPI): its effect, checks, weeks and bridge.

The only thing done here is to hand the weekly sums over; `gains.measurement` does the rest.
"""


def model(dbt, session):
    from gains.measurement.frames import measure_tables

    return measure_tables(
        dbt.ref("int_initiative_kpis").to_arrow_table(),
        dbt.ref("int_initiative_weeks").to_arrow_table(),
    )
