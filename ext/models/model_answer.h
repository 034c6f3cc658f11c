// model_answer(text): a language model's answer, cleaned up for display: plain text in one line, at most two sentences
// and 200 characters. NULL if nothing usable is left: if it is not English, or contains a web address.
//
//   SELECT coalesce(model_answer(llm_text_generate(prompt)), model_explanation(model, …));
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/function.h"

namespace synth::models {

std::optional<std::string> usable_answer(std::string_view text);

struct ModelAnswer {
  static constexpr Argument kArguments[] = {Argument::text("text", Required{}, "text", "what an LLM wrote")};
  static constexpr Description kDescription{
      .name = "model_answer",
      .meaning =
          "An LLM's answer, cleaned up for display: at most two sentences and 200 characters in one line; NULL if it "
          "is empty, not English, or has a web address.",
      .arguments = kArguments,
      .example = "SELECT model_answer('This comedy suits your happy mood. You often watch it in the evening. And')"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
