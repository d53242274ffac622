def model(dbt, session):
    from pathlib import Path

    from gains.history.previous import published_before

    return published_before("published_figures", Path("published"))
