-- sql/REFERENCE.md, from synth_help. tests/golden.sh writes it, and tests/shell/readme_test.sh compares the two.
SELECT '# Reference

Every table and function, as `synth_help` has it. (Generated: `sh tests/golden.sh` writes it.)

A parameter of a table that does not stand in its parentheses is given by name, as in `WHERE users = 5 AND days = 30`.
What stands in brackets may be left out. A line reads: name, type, default, what is allowed, meaning.
';
SELECT iif(lag(part) OVER (ORDER BY part DESC, number) IS part, '', '## ' || part || char(10, 10))
       || '### ' || name || char(10, 10)
       || '`' || signature || '` ' || iif(kind = 'aggregate', '(aggregate) ', '') || meaning
       || iif(risk = 'stored', ' Reads the database: only directly in a statement, not in views and triggers.', '')
       || iif(risk = 'files', ' Touches files: only directly in a statement, not in views and triggers.', '')
       || coalesce(char(10, 10) || '- ' || replace(arguments, char(10), char(10) || '- '), '')
       || coalesce(char(10, 10) || 'Columns:' || char(10, 10) || '- ' || replace(columns, char(10), char(10) || '- '), '')
       || coalesce(char(10, 10) || '```sql' || char(10) || example || ';' || char(10) || '```', '')
       || iif(lead(number) OVER (ORDER BY part DESC, number) IS NULL, '', char(10))
FROM (SELECT iif(kind = 'table', 'Tables', 'Functions') AS part, rowid AS number, kind, name, signature, meaning, risk,
             arguments, columns, example
      FROM synth_help)
ORDER BY part DESC, number;
