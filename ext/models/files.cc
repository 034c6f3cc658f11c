#include "models/files.h"

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "core/error.h"

#ifdef _WIN32
#include <io.h>
#include <process.h>
#else
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace synth::models {
namespace {

namespace fs = std::filesystem;

using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

[[noreturn]] void fail(const std::string& what, const std::string& path, const std::string& why, ErrorCode code) {
  throw Error("path '" + path + "' " + what + ": " + why, code);
}

int flush_to_disk(std::FILE* file) noexcept {
#ifdef _WIN32
  return _commit(_fileno(file));
#else
  return fsync(fileno(file));
#endif
}

long process_number() noexcept {
#ifdef _WIN32
  return _getpid();
#else
  return static_cast<long>(getpid());
#endif
}

fs::path as_path(const std::string& utf8) {
  return fs::path(std::u8string(reinterpret_cast<const char8_t*>(utf8.data()), utf8.size()));
}

File open(const fs::path& path, const char* mode) noexcept {
#ifdef _WIN32
  const std::wstring wide(mode, mode + std::strlen(mode));
  return {_wfopen(path.c_str(), wide.c_str()), std::fclose};
#else
  return {std::fopen(path.c_str(), mode), std::fclose};
#endif
}

// Opens a regular file without ever waiting: since it was checked it may have been replaced by a pipe, and some files
// that claim to be regular (/proc/kmsg) block at their end. Null on failure: errno says why.
File open_regular(const fs::path& path, bool& regular) noexcept {
  regular = true;
#ifdef _WIN32
  return open(path, "rb");
#else
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return {nullptr, std::fclose};
  struct stat status {};
  regular = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  std::FILE* file = regular ? ::fdopen(descriptor, "rb") : nullptr;
  if (file == nullptr) {
    const int why = errno;
    ::close(descriptor);
    errno = why;
  }
  return {file, std::fclose};
#endif
}

constexpr std::size_t kPiece = std::size_t{1} << 22;  // of a file, between two checks for interrupts

struct Beside {
  fs::path name;
  File file;  ///< null: errno says why
};

/// Makes a new file in the target's folder that no other thread or process writes. A file left by a killed process does
/// no harm, and a link that somebody put there is not followed.
Beside open_beside(const fs::path& target) {
  constexpr unsigned kAttempts = 1000;
  static std::atomic<unsigned> number{0};
  for (unsigned attempt = 1;; ++attempt) {
    fs::path name = target;
    name += ".new-" + std::to_string(process_number()) + "-" + std::to_string(++number);
    File file = open(name, "wbx");
    if (file != nullptr || errno != EEXIST || attempt == kAttempts) return {std::move(name), std::move(file)};
  }
}

}  // namespace

std::string read_path(const Arguments& arguments, std::size_t index) {
  const std::string_view path = arguments.text(index);
  if (path.empty()) arguments.refuse(index, "the path of a file");
  if (path.find('\0') != std::string_view::npos) throw Error("path must not contain a NUL byte");
  return std::string(path);
}

void write_file(const std::string& path, std::string_view bytes, const std::function<void()>& ask) {
  const fs::path target = as_path(path);
  const auto refuse = [&path](const std::string& why, ErrorCode kind = ErrorCode::kCannotOpen) {
    fail("cannot be written", path, why, kind);
  };
  std::error_code code;
  if (fs::is_directory(target, code) || !target.has_filename()) refuse("it is a folder");
  // Renaming would replace a device or a pipe. It replaces a link on purpose: the link's target stays as it is.
  if (const fs::file_status there = fs::symlink_status(target, code);
      fs::exists(there) && !fs::is_regular_file(there) && !fs::is_symlink(there))
    refuse("it is not a regular file");
  if (target.has_parent_path()) {
    fs::create_directories(target.parent_path(), code);
    if (code) refuse("its folder cannot be made: " + code.message());
  }
  auto [beside, file] = open_beside(target);
  if (file == nullptr) refuse(std::strerror(errno));
  const auto remove = [&name = beside] {
    std::error_code ignored;
    fs::remove(name, ignored);
  };
  const auto give_up = [&](const std::string& why) {
    remove();
    refuse(why, ErrorCode::kIo);
  };
  bool written = true;
  try {
    for (std::size_t at = 0; written && at < bytes.size(); at += kPiece) {
      ask();
      const std::string_view piece = bytes.substr(at, kPiece);
      written = std::fwrite(piece.data(), 1, piece.size(), file.get()) == piece.size();
    }
  } catch (...) {
    file.reset();
    remove();
    throw;
  }
  written = written && std::fflush(file.get()) == 0 && flush_to_disk(file.get()) == 0;
  const int why = errno;
  const bool closed = std::fclose(file.release()) == 0;
  if (!written || !closed) give_up(std::strerror(written ? errno : why));
  fs::rename(beside, target, code);
  if (code) give_up(code.message());
}

std::string read_file(const std::string& path, std::size_t most, const std::function<void()>& ask) {
  const fs::path source = as_path(path);
  std::error_code code;
  const fs::file_status status = fs::status(source, code);
  if (fs::is_directory(status)) fail("cannot be read", path, "it is a folder", ErrorCode::kCannotOpen);
  if (fs::exists(status) && !fs::is_regular_file(status))  // a pipe might never end, or never begin
    fail("cannot be read", path, "it is not a regular file", ErrorCode::kCannotOpen);
  bool regular = true;
  const File file = open_regular(source, regular);
  if (!regular) fail("cannot be read", path, "it is not a regular file", ErrorCode::kCannotOpen);
  if (file == nullptr) fail("cannot be read", path, std::strerror(errno), ErrorCode::kCannotOpen);
  std::string bytes;
  char buffer[1 << 16];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, file.get())) > 0;) {
    if (bytes.size() + got > most)
      fail("cannot be read", path, "it is larger than " + std::to_string(most) + " bytes", ErrorCode::kTooBig);
    bytes.append(buffer, got);
    if (bytes.size() % kPiece == 0) ask();
  }
  if (std::ferror(file.get()) != 0) fail("cannot be read", path, std::strerror(errno), ErrorCode::kIo);
  return bytes;
}

}  // namespace synth::models
