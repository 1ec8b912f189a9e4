"""Buckets in words: why a head is not kept in one, and what to do."""

from django.utils.translation import gettext_noop as mark

REFUSALS: dict[str, str] = {
    "anchor_bucket_is_no_folder": mark(
        "{file}: is no folder; a bucket is written to with: dualtrack anchor bucket s3://NAME/PREFIX"
    ),
    "anchor_is_in_no_bucket": mark(
        "{object}: no anchor in a bucket of this id is on record; see: dualtrack anchor list"
    ),
    "bucket_address_cannot_be_read": mark(
        "{file}: is no address of a bucket; expected s3://NAME or s3://NAME/PREFIX, a prefix of letters,"
        " digits and . _ = - / alone"
    ),
    "bucket_answers_otherwise": mark(
        "{file}: {endpoint} answered {answer}, which is no answer to what was asked; look whether it speaks"
        " S3 with Object Lock, and try again"
    ),
    "bucket_denies": mark(
        "{file}: {endpoint} answered {answer}; let this account s3:PutObject, s3:GetObject,"
        " s3:GetObjectVersion and s3:GetObjectRetention there, and s3:ListBucket on the bucket"
    ),
    "bucket_does_not_lock": mark(
        "{file}: was written, and the bucket tells of no lock over it, so it is no anchor; give the bucket"
        " Object Lock with a default retention in compliance mode, and this account the right"
        " s3:GetObjectRetention; lock that object too, or remove it, before you try again"
    ),
    "bucket_endpoint_cannot_be_used": mark(
        "--endpoint (or AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL): expected https://HOST or https://HOST:PORT"
        " without a name, password, path or query; http:// reaches this machine alone"
    ),
    "bucket_has_another_time": mark(
        "{file}: {endpoint} answered {answer}: this machine's clock differs from the bucket's; set it, and"
        " let it follow a time server"
    ),
    "bucket_has_no_credentials": mark(
        "{file}: there are no credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and"
        " AWS_SESSION_TOKEN where there is one) in the environment, or give this machine an identity;"
        " profiles are not read"
    ),
    "bucket_holds_another": mark(
        "{file}: holds something else than the checkpoint; somebody wrote it; run dualtrack verify, and look"
        " who may write there"
    ),
    "bucket_is_elsewhere": mark(
        "{file}: {endpoint} answered {answer}: the bucket is in another region or at another address; set"
        " AWS_REGION or --endpoint"
    ),
    "bucket_is_not_reached": mark(
        "{file}: {endpoint} did not answer, or showed no certificate that this machine trusts; look at the"
        " address, the network and its proxy"
    ),
    "bucket_is_not_there": mark(
        "{file}: {endpoint} answered {answer}: there is no bucket {bucket}; create it with Object Lock, or"
        " correct its name, AWS_REGION or --endpoint"
    ),
    "bucket_needs_obstore": mark(
        "{file}: a bucket needs the package obstore; install dualtrack[s3], or run: make s3"
    ),
    "bucket_refuses_the_credentials": mark(
        "{file}: {endpoint} answered {answer}: the credentials are not known there, or no longer hold; renew"
        " those of the environment"
    ),
    "bucket_region_cannot_be_read": mark(
        "AWS_REGION (or AWS_DEFAULT_REGION): is no region; expected one such as eu-central-1"
    ),
    "example_is_kept_in_no_bucket": mark(
        "{file}: an example is not written into a bucket, which would keep for years what is invented"
    ),
}
