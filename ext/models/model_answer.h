// model_answer(text): what a language model wrote, made fit to be shown: plain text in one line, at most two sentences
// and 200 characters; NULL where nothing usable is left: where it is not English, or names an address of the web.
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
          "An LLM's answer made fit to be shown: at most two sentences and 200 characters in one line; NULL where it "
          "is empty or not English.",
      .arguments = kArguments,
      .example = "SELECT model_answer('This comedy suits your happy mood. You often watch it in the evening. And')"};
  static Result call(const Arguments& arguments, Host& host);
};

}  // namespace synth::models
