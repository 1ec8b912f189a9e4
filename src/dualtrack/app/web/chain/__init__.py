"""The chain page: what hangs on one record, from the service to the evidence and back."""
