"""The clock: scheduled jobs."""
