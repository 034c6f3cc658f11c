-- The README's reference, from synth_help. tests/shell/readme_test.sh compares the two.
SELECT iif(lag(part) OVER (ORDER BY part DESC, number) IS part, '', '### ' || part || char(10, 10))
       || '**`' || signature || '`** ' || iif(kind = 'aggregate', '(aggregate) ', '') || meaning
       || iif(risk = 'stored', ' Reads the database: only directly in a statement, not in views and triggers.', '')
       || iif(risk = 'files', ' Touches files: only directly in a statement, not in views and triggers.', '')
       || coalesce(char(10, 10) || '- ' || replace(arguments, char(10), char(10) || '- '), '')
       || coalesce(char(10, 10) || 'Columns:' || char(10, 10) || '- ' || replace(columns, char(10), char(10) || '- '), '')
       || coalesce(char(10, 10) || '```sql' || char(10) || example || ';' || char(10) || '```', '')
       || char(10)
FROM (SELECT iif(kind = 'table', 'Tables', 'Functions') AS part, rowid AS number, kind, signature, meaning, risk,
             arguments, columns, example
      FROM synth_help)
ORDER BY part DESC, number;
