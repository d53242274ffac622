"""The JSON Schemas in docs/schemas: an editor that completes from an old one misleads."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from gains import schemas

ROOT = Path(__file__).parents[2]
FILES = [
    *((path, "export_map.json") for path in sorted((ROOT / "export_maps").glob("*.yml"))),
    *((path, "suite.json") for path in sorted((ROOT / "expectations").glob("*.yml"))),
]


@pytest.mark.parametrize("name", schemas.schemas())
def test_the_schema_in_the_repository_is_current(name):
    written = (ROOT / schemas.FOLDER / name).read_text(encoding="utf-8")
    assert written == schemas.as_text(schemas.schemas()[name]), "run python -m gains.schemas"


@pytest.mark.parametrize(("path", "name"), FILES, ids=lambda part: getattr(part, "stem", None))
def test_every_shipped_file_fits_its_schema_and_names_it(path, name):
    content = path.read_text(encoding="utf-8")
    assert content.startswith(f"# yaml-language-server: $schema=../docs/schemas/{name}\n")
    jsonschema.validate(yaml.safe_load(content), schemas.schemas()[name])


@pytest.mark.parametrize(
    "content",
    [
        {"tables": {"case": {"columns": {}}}},
        {"tables": {"cases": {"columns": {"case": "Id"}}}},
        {"tables": {"cases": {"columns": {"case_id": {"form": "Id"}}}}},
        {"date_order": "us", "tables": {"cases": {"columns": {}}}},
        {},
    ],
)
def test_the_schema_refuses_what_landing_refuses(content):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, schemas.schemas()["export_map.json"])
