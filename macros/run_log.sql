{#
    At the end of a build: what failed and what the checks found goes to the run log, also when
    nothing was published. Written by gains/publishing/run_log.py, behind a function of DuckDB.
#}
{% macro record_run(results) %}
    {% if execute and flags.WHICH == 'build' %}
        {% set nodes = [] %}
        {% for result in results %}
            {% do nodes.append({
                'name': result.node.name,
                'resource_type': result.node.resource_type | string,
                'status': result.status | string,
                'message': result.message | string,
                'seconds': result.execution_time,
            }) %}
        {% endfor %}

        {% set run = {
            'invocation_id': invocation_id,
            'started_at': run_started_at.isoformat(),
            'results': nodes,
            'findings': findings_of_checks(results),
            'build_every_hours': var('build_every_hours'),
        } %}
        {% set told = run_query(
            "select gains_record_run('" ~ (tojson(run) | replace("'", "''")) ~ "')"
        ) %}
        {% for line in told.rows[0][0].split('\n') if line %}
            {% do log(line, info=true) %}
        {% endfor %}
    {% endif %}
{% endmacro %}

{# The checks that did not pass in this run; none where they did not come to run. #}
{% macro findings_of_checks(results) %}
    {% set findings = [] %}
    {% for result in results
        if result.node.name == 'expectations_checked' and result.status | string == 'success' %}
        {% for row in run_query(
            'select suite, expectation, column_name, severity, did_run, message from '
            ~ result.node.relation_name ~ ' where not success '
            ~ 'order by severity, suite, expectation, column_name nulls first'
        ).rows %}
            {% do findings.append(row.dict()) %}
        {% endfor %}
    {% endfor %}
    {{ return(findings) }}
{% endmacro %}
