// Files of the model functions: a whole file at once, written so that a reader never sees half of one.
#pragma once

#include <string>
#include <string_view>

#include "core/arguments.h"

namespace synth::fn {

/// The path in argument `index`. Throws Error where it is empty or holds a NUL byte.
std::string read_path(const Arguments& arguments, std::size_t index);

/// Makes missing folders, writes beside the path, flushes to the disk and renames. Throws Error naming the path.
void write_file(const std::string& path, std::string_view bytes);

/// The file's bytes. Throws Error naming the path where it cannot be read, is a folder, or is larger than `most`.
std::string read_file(const std::string& path, std::size_t most);

}  // namespace synth::fn
