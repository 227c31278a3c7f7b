"""What every way to write a questionnaire shares: understood form, check, translations."""
