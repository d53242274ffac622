def model(dbt, session):
    from pathlib import Path

    from gains.history.previous import published_before

    return published_before("restatements", Path("published"))
