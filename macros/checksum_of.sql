{#
    A number that changes when a column of a canonical row does: of the columns that a document has at
    first, or of those that come later. Texts count by their length, so that a name that is another one
    of the same length goes unseen; what figures are made of does not. Each column has a weight of its
    own, so that two changes do not undo each other.
#}
{% macro checksum_of(table, when) -%}
    {% set canonical = canonical_tables()[table] -%}
    {% set epoch = "cast('2000-01-01' as timestamp)" -%}
    {% set terms = [] -%}
    {% for column, type in canonical.columns.items()
        if (column in canonical.later_columns) == (when == 'later') and column != 'process_id' -%}
        {% set weight = 2 * loop.index + 1 -%}
        {% set name = table ~ '.' ~ column -%}
        {% if type in ('timestamp', 'date') -%}
            {% set value = seconds_between(epoch, 'cast(' ~ name ~ ' as timestamp)') -%}
        {% elif type == 'text' -%}
            {% set value = 'length(' ~ name ~ ')' -%}
        {% elif type == 'boolean' -%}
            {% set value = 'case when ' ~ name ~ ' then 100000000 else 0 end' -%}
        {% else -%}
            {% set value = name -%}
        {% endif -%}
        {% do terms.append(weight ~ ' * coalesce(cast(' ~ value ~ ' as decimal(28, 4)), 0)') -%}
    {% endfor -%}
    {{ terms | join('\n        + ') }}
{%- endmacro %}
