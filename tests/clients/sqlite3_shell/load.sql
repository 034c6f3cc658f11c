-- [load]
.load ./synth
-- [/load]
