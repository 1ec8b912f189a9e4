"""The page of the advice: the questionnaire, the answer with its reasons, and the advice on record."""
