// A model as bytes, and back. Little-endian, no padding, floats as their IEEE bits:
//
//   0   8  magic "synthNN\n"
//   8   4  format version
//  12   4  number of sections
//  16   8  architecture hash (nn/network.h)
//  24      sections, in this order: 4 bytes of tag, 4 bytes zero, 8 bytes of length, the bytes
//            OPTS  how it was trained         FACT  from which rows, how good     HIST  one line per epoch
//            LABL EMOT PEOP CITY  texts: number, then each with its length, sorted and distinct
//            EMOC  rows of each emotion       SHAP  units of the hidden layers
//            BASE  the prior's logits         WGTS  the weights, block by block without the padding
//            from version 2 on:
//            CROS  the crosses: number, then each with its inputs and weights
//            ROWS  the rows that it was trained on (nn/counts.h), or nothing
//            WAIT  rows that wait to be learned, likewise, and the people who have no others, by number
//   end 8  checksum of all bytes before it
//
// The checksum finds damage: no truncation and no change within eight bytes passes. Behind it every number is validated
// too, before memory is taken for it, since whoever changes a model on purpose repairs its checksum.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/interrupt_check.h"
#include "nn/model.h"

namespace synth::nn {

/// What this library writes; it reads this and all older ones.
inline constexpr std::uint32_t kFormatVersion = 2;

/// Both take a while where there are very many people.
std::string to_bytes(const Model& model, const InterruptCheck& ask = {});

/// Throws Error(kDamaged) whose sentence goes on from "model ": what is wrong with it.
Model from_bytes(std::string_view bytes, const InterruptCheck& ask = {});

/// Of all the bytes; exposed so that tests can repair it.
std::uint64_t checksum(std::string_view bytes, const InterruptCheck& ask = {});

}  // namespace synth::nn
