"""One row per result of a request (initiative and KPI): its effect, checks, weeks and bridge.

The only thing done here is to hand rows over: `gains.measurement` finds codes and figures in the
weekly sums, `gains.wording` says them with the register's names.
"""


def model(dbt, session):
    from gains.measurement.frames import measure_tables
    from gains.wording.names import Names
    from gains.wording.results import with_sentences

    results = measure_tables(
        dbt.ref("int_initiative_kpis").to_arrow_table(),
        dbt.ref("int_initiative_weeks").to_arrow_table(),
    )
    names = Names.of_register(
        companies=dbt.ref("stg_register__companies").to_arrow_table().to_pylist(),
        processes=dbt.ref("stg_register__processes").to_arrow_table().to_pylist(),
        initiatives=dbt.ref("stg_register__initiatives").to_arrow_table().to_pylist(),
        kpis=dbt.ref("stg_register__kpis").to_arrow_table().to_pylist(),
    )
    return with_sentences(results, names)
