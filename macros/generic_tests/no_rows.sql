{# Fails on every row of the model, or on every row that meets the condition. #}
{% test no_rows(model, condition='true') %}

select *

from {{ model }}

where {{ condition }}

{% endtest %}
