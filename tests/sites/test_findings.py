"""Findings in the log of a build, and wrong policies."""

from tests.sites.builder import Site

UNOWNED = "# X\n\n## Action items\n\n- [ ] Add a canary stage\n"


def test_a_finding_at_the_limit_fails_a_strict_build_with_its_place(site: Site) -> None:
    site.write({"incidentbook.yml": "fail_on: warning\n", "docs/postmortems/x.md": UNOWNED})
    built = site.build("--strict")
    assert built.status == 1
    assert "WARNING -  docs/postmortems/x.md:5:7: ACT101 missing-owner" in built.log
    assert "relax it in incidentbook.yml" in built.log
    assert "Traceback" not in built.log


def test_the_same_finding_below_the_limit_is_a_note(site: Site) -> None:
    site.write(
        {
            "incidentbook.yml": "fail_on: error\nrules: {missing-section: off}\n",
            "docs/postmortems/x.md": UNOWNED,
        }
    )
    built = site.build("--strict")
    assert built.status == 0, built.log
    assert "INFO    -  docs/postmortems/x.md:5:7: ACT101 missing-owner" in built.log


def test_a_policy_can_turn_a_rule_off(site: Site) -> None:
    site.write(
        {
            "incidentbook.yml": "rules: {missing-section: off, missing-owner: off}\n",
            "docs/postmortems/x.md": UNOWNED,
        }
    )
    assert "missing-owner" not in site.build().log


def test_many_notes_are_counted_and_not_all_printed(site: Site) -> None:
    site.write({f"docs/postmortems/{number}.md": UNOWNED for number in range(30)})
    site.write({"incidentbook.yml": "rules: {missing-section: off}\n"})
    log = site.build().log
    assert log.count("ACT101") <= 20
    assert "`incidentbook check` lists them all" in log


def test_a_wrong_policy_says_where_and_what_and_shows_no_traceback(site: Site) -> None:
    site.write({"incidentbook.yml": "title: x\nseverites: []\n"})
    built = site.build()
    assert built.status == 1
    assert "incidentbook.yml:2:1" in built.log
    assert "severities" in built.log
    assert "Traceback" not in built.log


def test_a_policy_that_is_named_and_missing_stops_the_build(site: Site) -> None:
    site.write({"mkdocs.yml": "site_name: x\nplugins:\n  - incidentbook: {config: policy/gone.yml}\n"})
    built = site.build()
    assert built.status == 1
    assert "gone.yml" in built.log
    assert "Traceback" not in built.log


def test_a_policy_may_lie_elsewhere(site: Site) -> None:
    site.write({"mkdocs.yml": "site_name: x\nplugins:\n  - incidentbook: {config: docs/policy.yml}\n"})
    site.write({"docs/policy.yml": "rules: {missing-section: off}\n", "incidentbook.yml": "severites: []\n"})
    built = site.build()
    assert built.status == 0, built.log
    assert "postmortems/2025-03-15-checkout/index.html" in built.files()


def test_control_characters_do_not_reach_the_terminal(site: Site) -> None:
    site.write({"docs/postmortems/x.md": "# X\n\n## Action items\n\n- [ ] \x1b[31mred\x1b[0m\n"})
    assert "\x1b[31mred" not in site.build().log


def test_a_baseline_and_waivers_hold_in_a_build_too(site: Site) -> None:
    entry = '{"version": 1, "documents": {"docs/postmortems/x.md": {"ACT101": ["Add a canary stage"]}}}'
    waived = "# Y\n\n<!-- incidentbook: allow missing-owner because it is an example -->\n\n" + UNOWNED[5:]
    site.write(
        {
            "incidentbook.yml": "rules: {missing-section: off}\n",
            "incidentbook.baseline.json": entry,
            "docs/postmortems/x.md": UNOWNED,
            "docs/postmortems/y.md": waived,
        }
    )
    built = site.build()
    assert "ACT101" not in built.log
    quality = built.html("quality/index.html")
    assert "1 finding in 1 document from before the checks began" in quality
    assert "it is an example" in quality


def test_a_broken_baseline_stops_the_build_and_says_how_to_mend_it(site: Site) -> None:
    site.write({"incidentbook.baseline.json": "{", "docs/postmortems/x.md": UNOWNED})
    built = site.build()
    assert built.status == 1
    assert "incidentbook.baseline.json:1:2: is not JSON" in built.log
    assert "Traceback" not in built.log
