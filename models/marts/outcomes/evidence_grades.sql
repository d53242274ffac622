{% set grades = [
    ('proven', 1, 7, true, true, true, false),
    ('likely', 2, 6, true, true, true, false),
    ('no_change', 3, 5, true, false, false, false),
    ('inconclusive', 4, 3, true, false, false, false),
    ('looks_worse', 5, 2, true, true, false, true),
    ('worse', 6, 1, true, true, false, true),
    ('not_measurable', 7, 4, false, false, false, false),
] -%}

with

grades as (

    {% for evidence, sort_order, decision_order, is_verdict, counts, is_improved, is_worse in grades %}
    select
        cast('{{ evidence }}' as string) as evidence,
        cast({{ sort_order }} as bigint) as sort_order,
        cast({{ decision_order }} as bigint) as decision_order,
        {{ is_verdict | lower }} as is_verdict,
        {{ counts | lower }} as counts,
        {{ is_improved | lower }} as is_improved,
        {{ is_worse | lower }} as is_worse

    {{ 'union all' if not loop.last }}

    {% endfor %}
)

select * from grades
