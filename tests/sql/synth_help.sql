-- everything there is
SELECT kind, signature FROM synth_help;

-- everything about one
SELECT meaning, arguments, columns, example FROM synth_help WHERE name = 'synth_categories';

-- nothing is left unsaid
SELECT name FROM synth_help WHERE meaning IS NULL OR example IS NULL OR signature IS NULL;

-- what touches files is only for statements written by hand
SELECT name FROM synth_help WHERE risk = 'files';
