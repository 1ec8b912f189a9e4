"""What a witness hands in: the checkpoint with the line that they added, and their key."""

from typing import IO, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.ledger.held import Held

_LIMIT = 1 << 20


class WitnessForm(forms.Form):
    """A cosigned checkpoint."""

    prefix = "witness"
    note = forms.FileField(label=_("The checkpoint with your cosignature"))
    vkey = forms.CharField(
        label=_("Your public key for cosignatures"),
        help_text=_("One line: name, key id and key, joined by +."),
        max_length=500,
    )

    def clean_note(self) -> Held:
        """Read it; no such file is large."""
        file = self.cleaned_data["note"]
        if file.size > _LIMIT:
            raise forms.ValidationError(_("It is larger than 1 MiB, which no checkpoint is."))
        return Held(name=file.name, note=cast("IO[bytes]", file).read())
