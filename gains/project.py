"""Where the project is: the folder with the models, the seeds and what they give."""

import os
from pathlib import Path


def project_folder() -> Path:
    """Return the project's folder: GAINS_PROJECT, the checkout that holds this package, or here.

    Returns
    -------
    Path
        Absolute. An installed package has no checkout around it and takes the working directory.
    """
    if stated := os.environ.get("GAINS_PROJECT"):
        return Path(stated).resolve()
    checkout = Path(__file__).resolve().parents[1]
    return checkout if (checkout / "dbt_project.yml").is_file() else Path.cwd()


ROOT = project_folder()
