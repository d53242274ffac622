def model(dbt, session):
    from pathlib import Path

    from gains.history.previous import published_before

    return published_before("document_fingerprints", Path("published"))
