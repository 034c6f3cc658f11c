# The compiler, asked for what the sources use, so that one that is too old is a sentence and not a page of errors.
include(CheckCXXSourceCompiles)
block()
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_REQUIRED_FLAGS ${CMAKE_CXX20_STANDARD_COMPILE_OPTION})
set(headers "")
foreach(header bit compare concepts cstdint optional span string vector)
  string(APPEND headers "#include <${header}>\n")
endforeach()
check_cxx_source_compiles("${headers}
enum class Side : std::uint8_t { kLeft, kRight };
using enum Side;
consteval int squared(int n) { return n * n; }
constinit int kNine = squared(3);
template <class T> concept Sized = requires(const T& t) { { t.size() } -> std::convertible_to<std::size_t>; };
struct Origin { int seed = 0; std::optional<int> logs; bool operator==(const Origin&) const = default; };
std::size_t size_of(const Sized auto& thing) { return thing.size(); }
std::size_t use(std::vector<int>& list, std::span<const double> numbers) {
  std::erase_if(list, [](int n) { return n == kNine; });
  const Origin origin{.seed = static_cast<int>(kRight)};
  return size_of(list) + size_of(numbers) + std::bit_cast<std::uint64_t>(1.0) + (origin == Origin{} ? 1 : 0);
}
" SYNTH_HAS_CXX20)
endblock()
if(NOT SYNTH_HAS_CXX20)
  set(compiler "${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION} (${CMAKE_CXX_COMPILER})")
  unset(SYNTH_HAS_CXX20 CACHE)  # asked again when another is there
  message(FATAL_ERROR "A compiler for C++20 is needed, such as g++ 12 or clang 14; ${compiler} is none. "
                      "CXX=/where/another/is, in an empty build folder, names another.")
endif()
