"""The table of check ids: strict in what it takes, first rule first, and wide enough for the real files."""

import csv
import json
from itertools import chain
from pathlib import Path

import pytest
from tests.each import each

from dualtrack.catalogues.checks_table import (
    ChecksTable,
    Rule,
    load_checks_table,
    observable_controls,
    read_checks_table,
)

INPUTS = Path(__file__).parents[3] / "shared" / "inputs"
CONTROLS = frozenset({"AC-05", "AC-06", "CR-02", "OP-01"})
HEAD = 'source = "prowler"\n'


def rule(patterns: str, controls: str = '"AC-05"', why: str = "reason") -> str:
    return f'[[rule]]\npatterns = [{patterns}]\ncontrols = [{controls}]\nwhy = "{why}"\n'


def read(folder: Path, text: str) -> tuple[ChecksTable, list[str]]:
    path = folder / "t.toml"
    path.write_text(text, encoding="utf-8")
    table, problems = read_checks_table(path, CONTROLS)
    return table, [str(problem).replace(f"{folder}/", "") for problem in problems]


def real_check_ids() -> set[str]:
    """Every check id that the real compliance files and outputs name; some name two in one text."""
    found: set[str] = set()
    for path in INPUTS.glob("prowler-compliance/*/*.json"):
        requirements = json.loads(path.read_text(encoding="utf-8"))["Requirements"]
        for text in chain.from_iterable(requirement["Checks"] for requirement in requirements):
            found.update(text.split())
    for path in INPUTS.glob("prowler-output/*/*.ocsf.json"):
        found.update(
            record["metadata"]["event_code"] for record in json.loads(path.read_text(encoding="utf-8"))
        )
    for path in INPUTS.glob("prowler-output/*/*.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            rows = csv.DictReader(handle, delimiter=";")
            found.update(row["CHECK_ID"] for row in rows if row.get("CHECK_ID"))
    return found


def test_the_shipped_table_has_no_problem() -> None:
    table, problems = load_checks_table()
    assert problems == ()
    assert len(table.rules) > 40


def test_the_shipped_table_names_only_controls_that_a_system_operates() -> None:
    table, _ = load_checks_table()
    named = {control for one in table.rules for control in one.controls}
    assert named <= observable_controls()
    assert {"AC-05", "CR-02", "OP-01", "BC-03", "CH-01"} <= named
    assert not {"AC-02", "BC-02", "GOV-01"} & named


def test_real_check_ids_reach_one_to_three_controls() -> None:
    ids = real_check_ids()
    if not ids:
        pytest.skip("the real Prowler files are not beside this checkout")
    table, _ = load_checks_table()
    led = {one: table.controls_for("prowler", one) for one in ids}
    assert all(len(controls) <= 3 for controls in led.values())
    reached = sum(1 for controls in led.values() if controls)
    assert len(ids) > 600
    assert reached / len(ids) >= 0.95


@each(
    ("check", "controls"),
    [
        ("iam_root_mfa_enabled", ("AC-05", "AC-07")),
        ("iam_user_mfa_enabled_console_access", ("AC-05",)),
        ("entra_privileged_user_has_mfa", ("AC-05", "AC-06")),
        ("entra_non_privileged_user_has_mfa", ("AC-05",)),
        ("cloudwatch_log_metric_filter_sign_in_without_mfa", ("OP-02",)),
        ("iam_avoid_root_usage", ("AC-07", "OP-02")),
        ("iam_customer_attached_policy_no_administrative_privileges", ("AC-06",)),
        ("iam_rotate_access_key_90_days", ("CR-05",)),
        ("kms_cmk_rotation_enabled", ("CR-04",)),
        ("s3_bucket_default_encryption", ("CR-02",)),
        ("rds_snapshots_encrypted", ("CR-02",)),
        ("storage_ensure_minimum_tls_version_12", ("CR-03",)),
        ("eks_cluster_kms_cmk_encryption_in_secrets_enabled", ("CR-02", "CR-05")),
        ("cloudwatch_log_group_no_secrets_in_logs", ("CR-05",)),
        ("cloudtrail_multi_region_enabled", ("OP-01",)),
        ("vpc_flow_logs_enabled", ("OP-01", "NW-01")),
        ("cloudtrail_threat_detection_enumeration", ("OP-02",)),
        ("monitor_alert_delete_nsg", ("OP-02",)),
        ("rds_instance_backup_enabled", ("BC-03",)),
        ("rds_instance_copy_tags_to_snapshots", ("CH-03",)),
        ("rds_instance_multi_az", ("BC-05",)),
        ("ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22", ("NW-01",)),
        ("s3_bucket_public_access", ("CH-03", "DP-05")),
        ("rds_instance_no_public_access", ("NW-01", "CH-03")),
        ("wafv2_webacl_logging_enabled", ("OP-01", "NW-02")),
        ("defender_container_images_scan_enabled", ("VM-01",)),
        ("ssm_managed_compliant_patching", ("VM-02",)),
        ("entra_managed_device_required_for_authentication", ("AS-02",)),
        ("repository_default_branch_protection_enabled", ("CH-01",)),
        ("repository_secret_scanning_enabled", ("CR-05",)),
        ("apiserver_audit_log_path_set", ("OP-01",)),
        ("kubelet_tls_cert_and_key", ("CR-03",)),
        ("rbac_cluster_admin_usage", ("AC-06",)),
        ("wellarchitected_workload_no_high_or_medium_risks", ()),
    ],
)
def test_checks_lead_where_they_belong(check: str, controls: tuple[str, ...]) -> None:
    table, _ = load_checks_table()
    assert table.controls_for("prowler", check) == controls


@each("check", ["", "no_such_service_check", "*", "IAM_ROOT"])
def test_an_unknown_check_leads_nowhere(check: str) -> None:
    table, _ = load_checks_table()
    assert table.controls_for("prowler", check) == ()
    assert table.rule_for("prowler", check) is None


def test_a_rule_holds_for_its_source_only() -> None:
    table, _ = load_checks_table()
    assert table.controls_for("other", "iam_root_mfa_enabled") == ()


def test_the_first_rule_that_fits_decides(tmp_path: Path) -> None:
    table, problems = read(tmp_path, HEAD + rule('"iam_root_*"', '"AC-06"') + rule('"iam_*"', '"AC-05"'))
    assert problems == []
    assert table.controls_for("prowler", "iam_root_mfa") == ("AC-06",)
    assert table.controls_for("prowler", "iam_user_mfa") == ("AC-05",)
    assert table.controls_for("prowler", "x_iam_user") == ()


def test_an_answer_is_remembered() -> None:
    table = ChecksTable((Rule(source="s", patterns=("a*",), controls=("AC-05",), why="w"),))
    first = table.rule_for("s", "abc")
    table._by_source.clear()
    assert table.rule_for("s", "abc") is first
    assert table.rule_for("s", "other") is None


def test_an_empty_table_leads_nowhere() -> None:
    assert ChecksTable(()).controls_for("prowler", "a") == ()


@each(
    ("text", "expected"),
    [
        (
            HEAD + rule('"a*"', '"AC-05", "ZZ-99"'),
            "t.toml: rule 1: controls: ZZ-99 is no starter control that a system operates",
        ),
        (
            HEAD + rule('"a*"') + rule('"b*", "a*"'),
            "t.toml: rule 2: patterns: 'a*' stands already in rule 1, which decides; remove it here",
        ),
        (
            HEAD + rule('"A*"'),
            "t.toml: rule 1: patterns: 'A*' is no pattern of check ids; write lower case with * for any text",
        ),
        (
            HEAD + rule('"*"'),
            "t.toml: rule 1: patterns: '*' is no pattern of check ids; write lower case with * for any text",
        ),
        (HEAD + rule(""), "t.toml: rule 1: patterns and controls need one entry each at least"),
        (HEAD + rule('"a"', ""), "t.toml: rule 1: patterns and controls need one entry each at least"),
        (HEAD + rule('"a"', why=""), "t.toml: rule 1: why: the field is missing; every record has it"),
        (
            HEAD + rule('"a"', '"AC-05", "AC-06", "CR-02", "OP-01"'),
            "t.toml: rule 1: controls: names 4 controls; a check speaks for 3 at most",
        ),
        (
            HEAD + rule('"a"') + 'note = "x"\n',
            "t.toml: rule 1: note: unknown field; known are controls, patterns, why",
        ),
        (rule('"a"'), "t.toml: header: source: the field is missing; every record has it"),
        (HEAD, "t.toml: rule: the file holds no [[rule]]"),
        ("", "t.toml: the file is empty"),
        ("source = ", "t.toml: not valid TOML"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, expected: str) -> None:
    _, problems = read(tmp_path, text)
    assert any(problem.startswith(expected) for problem in problems), problems


def test_a_good_rule_is_not_lost_because_its_neighbour_is_bad(tmp_path: Path) -> None:
    table, problems = read(
        tmp_path, HEAD + rule('"a*"', '"ZZ-99"') + rule('"B"') + rule('"c*"', '"CR-02", "ZZ-98"')
    )
    assert len(problems) == 3
    assert [one.controls for one in table.rules] == [("CR-02",)]


def test_a_missing_place_is_a_problem(tmp_path: Path) -> None:
    table, problems = load_checks_table(tmp_path / "none")
    assert table.rules == ()
    assert len(problems) == 1


def test_an_own_file_is_read_against_the_starter_controls(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(HEAD.replace("prowler", "ours") + rule('"x-1"', '"CR-02"'))
    table, problems = load_checks_table(tmp_path)
    assert problems == ()
    assert table.controls_for("ours", "x-1") == ("CR-02",)
