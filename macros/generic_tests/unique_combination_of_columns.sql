{# Fails on every combination of the columns that stands in more than one row. #}
{% test unique_combination_of_columns(model, columns) %}

select
    {{ columns | join(',\n    ') }},
    count(*) as row_count

from {{ model }}

group by
    {{ columns | join(',\n    ') }}

having count(*) > 1

{% endtest %}
