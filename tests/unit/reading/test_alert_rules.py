"""Rule files of Prometheus, Mimir and Kubernetes, templates of Helm, and files that are none."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidentbook.reading.alert_rule_templates import hidden, shown
from incidentbook.reading.alert_rules import read_alert_rules
from incidentbook.reading.library import read_library
from incidentbook.reading.policy import PolicyError, load_policy, read_policy
from incidentbook.records import AlertRuleFile


def read(text: str) -> AlertRuleFile:
    return read_alert_rules("rules/a.yml", dedent(text).lstrip("\n"))


def names(file: AlertRuleFile) -> list[str]:
    return [rule.name for rule in file.rules]


PLAIN = """
    groups:
      - name: labels
        rules:
          - record: queue:length:sum
            expr: sum(queue_length)
          - alert: QueueLong
            expr: |
              queue:length:sum
                > 100
            for: 5m
            labels: {severity: page, service: labels, team: logistics}
            annotations:
              description: Many wait
              summary: "{{ $value }} labels wait"
              runbook_url: 'https://book.example.com/queue/'
"""


def test_a_rule_has_all_that_is_said_of_it() -> None:
    file = read(PLAIN)
    rule = file.rules[0]
    assert (file.recorded, file.is_templated, file.problems) == (1, False, ())
    assert (rule.name, rule.group, rule.pending) == ("QueueLong", "labels", "5m")
    assert (rule.severity, rule.service, rule.team) == ("page", "labels", "logistics")
    assert (rule.summary, rule.runbook_url) == ("{{ $value }} labels wait", "https://book.example.com/queue/")
    assert rule.expression == "queue:length:sum\n  > 100"
    assert str(rule.at) == "rules/a.yml:6:16"
    assert str(rule.url_at) == "rules/a.yml:15:24"
    assert dict(rule.labels)["severity"] == "page"


@pytest.mark.parametrize(
    "text",
    [
        "groups: [{name: a, rules: [{alert: One, expr: up}]}]",
        '{"groups": [{"rules": [{"alert": "One", "expr": "up"}]}]}',
        "namespace: prod\ngroups:\n- name: a\n  rules:\n  - alert: One\n    expr: up\n",
        "prod:\n- name: a\n  rules:\n  - alert: One\n    expr: up\n",
        "kind: PrometheusRule\nspec:\n  groups:\n  - name: a\n    rules:\n    - alert: One\n      expr: up\n",
        "kind: List\nitems:\n- kind: PrometheusRule\n  spec: {groups: [{rules: [{alert: One, expr: up}]}]}\n",
        "a: 1\n---\n# nothing\n---\ngroups:\n- rules:\n  - expr: up\n    alert: One\n",
        "kind: ConfigMap\ndata:\n  x: |\n    groups:\n    - rules:\n      - alert: One\n        expr: up\n",
        "x: &r {alert: One, expr: up}\ngroups: [{rules: [*r]}]\n",
        "d: &d {expr: up}\ngroups: [{rules: [{<<: *d, alert: One}]}]\n",
        "serverFiles:\n  x.yml:\n    groups:\n    - rules:\n      - alert: One\n        expr: up\n",
    ],
)
def test_rules_are_found_wherever_they_stand(text: str) -> None:
    file = read_alert_rules("a.yml", text)
    assert names(file) == ["One"]
    assert file.problems == ()


def test_labels_and_annotations_may_come_from_an_anchor() -> None:
    file = read("""
        x: &notes {summary: Many wait, runbook_url: a/b}
        groups:
          - rules:
              - {alert: One, expr: up, annotations: *notes}
              - {alert: Two, expr: up, annotations: {<<: *notes, summary: Few wait}}
    """)
    assert [(one.summary, one.runbook_url) for one in file.rules] == [
        ("Many wait", "a/b"),
        ("Few wait", "a/b"),
    ]


HELM = """
    {{- if and .Values.rules.create (not .Values.external) }}
    {{- $space := .Values.namespace | default "prod" }}
    kind: PrometheusRule
    metadata:
      name: {{ printf "%s-%s" (include "app.name" .) "queue" | trunc 63 }}
      labels:
    {{ include "app.labels" . | indent 4 }}
    spec:
      groups:
        - name: queue
          rules:
    {{- if not (.Values.disabled.QueueLong | default false) }}
            - alert: QueueLong
              annotations:
    {{- with .Values.notes }}
    {{ toYaml . | indent 12 }}
    {{- end }}
                summary: '{{`{{`}} $labels.queue {{`}}`}} is long in {{ $space }}'
                runbook_url: {{ .Values.url }}/queue/queuelong
              expr: |-
                queue_length{namespace="{{ $space }}"}
                  {{- if .Values.limit }} > {{ .Values.limit }}{{ end }}
              for: {{ dig "QueueLong" "for" "15m" .Values.custom }}
              labels:
                severity: {{ .Values.severity }}
    {{- end }}
            - alert: {{ .Values.prefix }}Slow
              expr: up
            - alert: QueueDead
              expr: up
    {{- end }}
"""


def test_a_template_is_read_as_far_as_it_can_be_and_the_rest_is_said() -> None:
    file = read(HELM)
    assert file.is_templated
    assert names(file) == ["QueueLong", "QueueDead"]
    rule = file.rules[0]
    assert (rule.at.line, rule.group) == (13, "queue")
    assert rule.runbook_url == "{{ .Values.url }}/queue/queuelong"
    assert rule.summary == "{{ $labels.queue }} is long in {{ $space }}"
    assert (rule.severity, rule.pending.startswith("{{ dig")) == ("{{ .Values.severity }}", True)
    assert [(one.at.line, one.rule) for one in file.problems] == [(27, "alert-rules-unreadable")]
    assert "{{ .Values.prefix }}Slow" in file.problems[0].message


def test_templates_of_prometheus_make_no_template_of_the_file() -> None:
    assert not read(PLAIN).is_templated


def test_broken_yaml_loses_only_the_broken_alert() -> None:
    file = read("""
        groups:
          - name: a
            rules:
              - alert: One
                expr: up
              - alert: Two
                expr: up: 3
              - alert: Three
                expr: up
    """)
    assert names(file) == ["One", "Three"]
    assert [one.at.line for one in file.problems] == [6, 7]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "kind: Service\n",
        "- a\n- b\n",
        "rules:\n- apiGroups: ['']\n",
        "words",
        "alert: {a: 1}",
    ],
)
def test_a_file_that_is_none_is_said_to_be_none(text: str) -> None:
    assert [one.rule for one in read_alert_rules("a.yml", text).problems] == ["no-rule-file"]


def test_a_file_of_recording_rules_is_a_rule_file() -> None:
    assert read("groups: [{name: a, rules: [{record: a:b, expr: up}]}]").problems == ()
    assert read("groups: []").problems == ()


def test_comments_waive_a_file_a_rule_or_a_line() -> None:
    file = read("""
        # incidentbook: allow runbook-url-missing because they come later
        groups:
          - rules:
              - alert: One
                expr: up
              # incidentbook: allow REF109 until 2026-12-31 because it is being replaced
              # a remark
              - alert: Two
                expr: up
                for: 5m   # incidentbook: allow REF111 because of this
              - alert: Three
                expr: up
    """)
    spans = [(one.rules[0], one.first, one.last) for one in file.waivers]
    assert spans[0][:2] == ("runbook-url-missing", 1)
    assert spans[0][2] > 1000
    assert spans[1:] == [("REF109", 6, 10), ("REF111", 10, 10)]


@given(st.text(alphabet="{}`\"'- |:\n ab.V#&*<", max_size=60))
def test_no_text_can_raise_and_hiding_moves_nothing(text: str) -> None:
    read_alert_rules("a.yml", text)
    read_alert_rules("a.yml", "groups:\n- rules:\n  - alert: " + text)
    assert hidden(text).count("\n") == text.count("\n")
    for before, after in zip(text.split("\n"), hidden(text).split("\n"), strict=True):
        assert after == "" or len(after) == len(before)


def test_what_is_hidden_can_be_shown() -> None:
    assert shown(hidden("a {{ .Values.x }} b")) == "a {{ .Values.x }} b"
    assert shown(hidden("{{`{{`}} $value {{`}}`}}")) == "{{ $value }}"


def test_deep_nesting_is_refused() -> None:
    assert [one.rule for one in read_alert_rules("a.yml", "[" * 20_000).problems] == [
        "alert-rules-unreadable"
    ]


def test_the_policy_names_rule_files_also_among_templates(tmp_path: Path) -> None:
    for name in ("rules/a.yml", "chart/templates/b.yaml", "runbooks/c.yml", "old/rules/d.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("groups: [{rules: [{alert: One, expr: up}]}]\n")
    (tmp_path / "runbooks/own.yml").write_text("metadata: {title: One}\n")
    policy = 'alert_rules: ["**/*.y*ml"]\nexclude: ["old/**", incidentbook.yml]\n'
    (tmp_path / "incidentbook.yml").write_text(policy)
    library = read_library(tmp_path, load_policy(tmp_path))
    assert [one.path for one in library.alert_files] == [
        "chart/templates/b.yaml",
        "rules/a.yml",
        "runbooks/c.yml",
    ]
    assert [one.path for one in library.runbooks] == ["runbooks/own.yml"]


def test_where_runbooks_are_published_is_an_address_and_a_folder() -> None:
    policy = read_policy("runbook_urls: {https://a.example.com/x: ./docs/, 'https://b.example.com/': .}")
    assert policy.runbook_urls == (("https://a.example.com/x/", "docs"), ("https://b.example.com/", ""))
    for wrong in (
        "{ftp://a: docs}",
        "{https://a.example.com/: ../docs}",
        "{https://a.example.com/: 'docs/*'}",
        "x",
    ):
        with pytest.raises(PolicyError):
            read_policy(f"runbook_urls: {wrong}")


def test_remarks_of_a_template_may_hold_anything() -> None:
    file = read("""
        {{- /*
        Made from 'rules' in "https://example.com/a, and `so on
        {{ not an action
        */ -}}
        groups:
          - name: {{ template "name" . }}
            rules:
              - alert: One
                expr: up
    """)
    assert (names(file), file.problems) == (["One"], ())
