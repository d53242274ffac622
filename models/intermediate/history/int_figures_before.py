"""One row per figure that readers see until this build is published."""


def model(dbt, session):
    from pathlib import Path

    from gains.history.previous import published_before

    return published_before("published_figures", Path("published"))
