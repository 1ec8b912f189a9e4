"""Scan results of the invented cloud accounts, in the form in which Prowler writes them."""

import json
from collections.abc import Iterator
from datetime import datetime

from dualtrack.app.cli.example.company import AWS_PRODUCTION, AWS_STAGING, GCP_ANALYTICS

# Check, resources that it looks at, and requirement ids as the tool carries them.
_AWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("iam_root_mfa_enabled", ("root",)),
    ("iam_user_mfa_enabled_console_access", ("user/ci-break-glass", "user/finance-billing")),
    ("iam_rotate_access_key_90_days", ("user/ci-break-glass",)),
    ("s3_bucket_default_encryption", ("lumenfjord-readings", "lumenfjord-exports", "lumenfjord-logs")),
    ("s3_bucket_public_access", ("lumenfjord-readings", "lumenfjord-exports", "lumenfjord-logs")),
    ("rds_instance_storage_encrypted", ("readings-primary", "readings-replica")),
    ("rds_instance_backup_enabled", ("readings-primary",)),
    ("rds_instance_multi_az", ("readings-primary",)),
    ("ec2_ebs_volume_encryption", ("vol-01", "vol-02", "vol-03", "vol-04")),
    ("ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22", ("sg-bastion", "sg-workers")),
    ("cloudtrail_multi_region_enabled", ("trail/organisation",)),
    ("cloudtrail_log_file_validation_enabled", ("trail/organisation",)),
    ("cloudwatch_log_group_retention_policy_specific_days_enabled", ("log/api", "log/workers", "log/auth")),
    ("guardduty_is_enabled", ("detector/main",)),
    ("kms_cmk_rotation_enabled", ("key/readings", "key/exports")),
    ("elbv2_ssl_listeners", ("lb/api", "lb/platform")),
    ("ecr_repositories_scan_images_on_push_enabled", ("repo/api", "repo/workers")),
    ("inspector2_is_enabled", ("inspector",)),
    ("secretsmanager_automatic_rotation_enabled", ("secret/database", "secret/partners")),
    ("vpc_flow_logs_enabled", ("vpc/production",)),
    ("wafv2_webacl_with_rules", ("acl/edge",)),
    ("backup_plans_exist", ("plan/daily",)),
)
_GCP: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cloudstorage_bucket_public_access", ("analytics-models", "analytics-results")),
    ("compute_firewall_ssh_access_from_the_internet_allowed", ("fw/default",)),
    ("iam_audit_logs_enabled", ("projects/analytics",)),
    ("kms_key_rotation_enabled", ("key/models",)),
)
# What fails, on which resource, up to and including which scan (counted from 0).
_FAILING = {
    ("cloudwatch_log_group_retention_policy_specific_days_enabled", "log/workers"): 4,
    ("secretsmanager_automatic_rotation_enabled", "secret/partners"): 9,
}
_MUTED = {("kms_cmk_rotation_enabled", "key/exports")}
_STAGING_CHECKS = frozenset(
    {"s3_bucket_default_encryption", "s3_bucket_public_access", "guardduty_is_enabled"}
)


def scan(number: int, moment: datetime) -> bytes:
    """One run over all accounts as OCSF findings, the same bytes each time."""
    rows = [
        *_account(number, moment, "aws", AWS_PRODUCTION, "eu-central-1", _AWS),
        *_account(
            number,
            moment,
            "aws",
            AWS_STAGING,
            "eu-central-1",
            tuple(c for c in _AWS if c[0] in _STAGING_CHECKS),
        ),
        *_account(number, moment, "gcp", GCP_ANALYTICS, "europe-west3", _GCP),
    ]
    return json.dumps(rows, indent=4).encode()


def _account(
    number: int,
    moment: datetime,
    provider: str,
    account: str,
    region: str,
    checks: tuple[tuple[str, tuple[str, ...]], ...],
) -> Iterator[dict[str, object]]:
    for check, resources in checks:
        for resource in resources:
            yield _finding(number, moment, provider, account, region, check, resource)


def _finding(
    number: int, moment: datetime, provider: str, account: str, region: str, check: str, resource: str
) -> dict[str, object]:
    failing = number <= _FAILING.get((check, resource), -1)
    muted = (check, resource) in _MUTED
    uid = f"prowler-{provider}-{check}-{account}-{region}-{resource}"
    return {
        "message": f"{resource}: {'does not meet' if failing or muted else 'meets'} the check.",
        "metadata": {
            "event_code": check,
            "product": {"name": "Prowler", "uid": "prowler", "vendor_name": "Prowler", "version": "5.4.0"},
            "profiles": ["cloud", "datetime"],
            "tenant_uid": "",
            "version": "1.4.0",
        },
        "severity_id": 3,
        "severity": "Medium",
        "status": "Suppressed" if muted else "New",
        "status_id": 3 if muted else 1,
        "status_code": "FAIL" if failing or muted else "PASS",
        "status_detail": "",
        "activity_id": 1,
        "activity_name": "Create",
        "category_uid": 2,
        "class_uid": 2004,
        "class_name": "Detection Finding",
        "type_uid": 200401,
        "time": int(moment.timestamp()),
        "time_dt": moment.replace(tzinfo=None).isoformat(),
        "finding_info": {"uid": uid, "title": check.replace("_", " "), "desc": "", "types": []},
        "resources": [{"uid": resource, "name": resource, "region": region, "type": "", "labels": []}],
        "cloud": {"account": {"uid": account, "name": account}, "provider": provider, "region": region},
        "unmapped": {"related_url": "", "categories": [], "compliance": {}},
        "risk_details": "",
    }
