{# The columns of a model's contract, as its yml lists them: a table is published in these, no others. #}
{% macro contract_columns() -%}
    {{ model.columns.keys() | join(',\n        ') }}
{%- endmacro %}
