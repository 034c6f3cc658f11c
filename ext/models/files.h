// Files of the model functions: a whole file at once, written so that a reader never sees half of one.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "core/arguments.h"

namespace synth::models {

/// The path in argument `index`. Throws Error where it is empty or holds a NUL byte.
std::string read_path(const Arguments& arguments, std::size_t index);

/// Makes missing folders, writes a new file beside the path, flushes it to the disk and renames it. A link at the path
/// is replaced, not followed. Throws Error naming the path where it cannot be, is a folder, a device or a pipe.
/// `ask` is called between pieces of some megabytes, and may throw to stop: then the path is as it was.
void write_file(const std::string& path, std::string_view bytes, const std::function<void()>& ask);

/// The file's bytes. Throws Error naming the path where it cannot be read, is no regular file, or is larger than
/// `most`. `ask` as above.
std::string read_file(const std::string& path, std::size_t most, const std::function<void()>& ask);

}  // namespace synth::models
