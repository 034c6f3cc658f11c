// Reads and writes whole files, so that a reader never sees half of one. Thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/arguments.h"

namespace synth::models {

/// The path in argument `index`. Throws Error if it is empty or contains a NUL byte.
std::string read_path(const Arguments& arguments, std::size_t index);

/// Makes missing folders, writes a new file beside the path, flushes it to disk and renames it. A link at the path is
/// replaced, not followed. Throws Error that names the path if it is a folder, a device or a pipe, or cannot be
/// written. `ask` is called every few megabytes and may throw to stop; the path is then as it was.
void write_file(const std::string& path, std::string_view bytes, const std::function<void()>& ask);

/// The file's bytes. Throws Error that names the path if it cannot be read, is not a regular file, or is larger than
/// `most`. `ask` as above.
std::string read_file(const std::string& path, std::size_t most, const std::function<void()>& ask);

}  // namespace synth::models
