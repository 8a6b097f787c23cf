"""The only SQL: tables, one repository module per noun, migrations."""
