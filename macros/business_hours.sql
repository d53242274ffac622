{#
    Business hours accumulated by an instant, from one row of int_calendar_intervals: take the
    largest over the rows of the instant's local day.
#}
{% macro open_hours_by(instant, intervals) -%}
    {{ intervals }}.open_hours_before + least(
        greatest({{ hours_between(intervals ~ '.opens_at', instant) }}, 0.0),
        {{ intervals }}.open_hours
    )
{%- endmacro %}
