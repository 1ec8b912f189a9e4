"""The registers of Privacy: shown when that category is among those chosen."""

from dualtrack.domain.registers.privacy import (
    Breach,
    Consent,
    Disclosure,
    Notice,
    Processing,
    ProcessorCommitment,
    SubjectRequest,
)
from dualtrack.domain.registers.register import Group, Register

PROCESSING = Register(
    key="processing",
    cls=Processing,
    title="Processing activities",
    singular="Processing activity",
    group=Group.PRIVACY,
    prefix="PRO",
    purpose="For what personal data is processed, on which basis, for how long and who receives it.",
    clauses=("iso27001:A.5.34", "soc2:P3.1", "soc2:P4.1", "soc2:P4.2"),
    shown=("purpose", "capacity", "legal_basis", "retention", "owner"),
    names=("ropa", "record of processing", "verarbeitungsverzeichnis", "registre des traitements"),
)
NOTICES = Register(
    key="notices",
    cls=Notice,
    title="Privacy notices",
    singular="Privacy notice",
    group=Group.PRIVACY,
    prefix="NTC",
    purpose="What people are told about their data, where they read it and since when.",
    clauses=("iso27001:A.5.34", "soc2:P1.1"),
    shown=("audience", "published_at", "version", "effective_on"),
    names=("datenschutzhinweise", "datenschutzerklärungen", "mentions d'information"),
)
CONSENTS = Register(
    key="consents",
    cls=Consent,
    title="Consents",
    singular="Consent",
    group=Group.PRIVACY,
    prefix="CNS",
    purpose="Consent where processing rests on it, by reference: given, withdrawn, on which notice.",
    clauses=("iso27001:A.5.34", "soc2:P2.1", "soc2:P3.2"),
    shown=("processing", "subject", "given_on", "withdrawn_on"),
    names=("einwilligungen", "consentements", "souhlasy"),
)
SUBJECT_REQUESTS = Register(
    key="subject_requests",
    cls=SubjectRequest,
    title="Requests of data subjects",
    singular="Request of a data subject",
    group=Group.PRIVACY,
    prefix="SRQ",
    purpose="What people asked about their data, by reference and never by name, and when it was answered.",
    clauses=("iso27001:A.5.34", "soc2:P5.1", "soc2:P5.2", "soc2:P8.1"),
    shown=("kind", "received_on", "owner", "extended_until", "answered_on"),
    names=("dsar", "dsr", "betroffenenanfragen", "demandes des personnes"),
)
DISCLOSURES = Register(
    key="disclosures",
    cls=Disclosure,
    title="Disclosures",
    singular="Disclosure",
    group=Group.PRIVACY,
    prefix="DSC",
    purpose="Personal data that went to third parties, authorised or not.",
    clauses=("iso27001:A.5.34", "soc2:P6.1", "soc2:P6.2", "soc2:P6.3", "soc2:P6.7"),
    shown=("on", "recipient", "authorised", "processing"),
    names=("offenlegungen", "divulgations"),
)
BREACHES = Register(
    key="breaches",
    cls=Breach,
    title="Breaches of personal data",
    singular="Breach of personal data",
    group=Group.PRIVACY,
    prefix="BRC",
    purpose="What happened to personal data, and the decision on who is told.",
    clauses=("iso27001:A.5.34", "iso27001:A.5.5", "soc2:P6.5", "soc2:P6.6"),
    shown=("known_on", "incident", "affected", "notification", "notified_on"),
    names=("datenschutzverletzungen", "violations de données"),
)
PROCESSOR_COMMITMENTS = Register(
    key="processor_commitments",
    cls=ProcessorCommitment,
    title="Processors' commitments",
    singular="Processor's commitment",
    group=Group.PRIVACY,
    prefix="PCM",
    purpose="What vendors that process personal data have undertaken in writing.",
    clauses=("iso27001:A.5.20", "iso27001:A.5.34", "soc2:P6.4"),
    shown=("vendor", "agreed_on", "valid_until", "reviewed_on"),
    names=("dpa", "avv", "data processing agreements", "auftragsverarbeitungsverträge"),
)
REGISTERS = (
    PROCESSING,
    NOTICES,
    CONSENTS,
    SUBJECT_REQUESTS,
    DISCLOSURES,
    BREACHES,
    PROCESSOR_COMMITMENTS,
)
