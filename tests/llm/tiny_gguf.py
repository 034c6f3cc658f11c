#!/usr/bin/env python3
"""Writes a tiny model of the Llama architecture as a GGUF file, for tests: no download, a few hundred kilobytes.

    python3 tests/llm/tiny_gguf.py says out.gguf      # answers every prompt with SENTENCES
    python3 tests/llm/tiny_gguf.py random out.gguf    # random weights: answers with noise
    python3 tests/llm/tiny_gguf.py silent out.gguf    # ends its turn at once

Layout of the file: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. --template adds TinyLlama's chat template.
"""
import argparse
import random
import struct

SENTENCES = ["▁This", "▁video", "▁suits", "▁your", "▁mood", ".", "▁You", "▁often", "▁watch", "▁it", "▁in", "▁the",
             "▁evening", "!", "▁Here", "▁begins", "▁a", "▁third", "▁sentence", "?"]
NOISE = ["▁zor", "▁bel", "▁qua", "▁nim", "ta", "ro", "▁ulk", "▁vex"]

# As in TinyLlama-1.1B-Chat-v1.0.
CHAT_TEMPLATE = """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>
'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}"""

UINT32, INT32, FLOAT32, STRING, ARRAY = 4, 5, 6, 8, 9
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6
UNK, BOS, EOS = 0, 1, 2
ALIGNMENT = 32


def text(value):
    data = value.encode()
    return struct.pack("<Q", len(data)) + data


def scalar(kind, value):
    if kind == STRING:
        return text(value)
    return struct.pack({UINT32: "<I", INT32: "<i", FLOAT32: "<f"}[kind], value)


def metadata(key, kind, value):
    return text(key) + struct.pack("<I", kind) + scalar(kind, value)


def array(key, kind, values):
    head = text(key) + struct.pack("<IIQ", ARRAY, kind, len(values))
    return head + b"".join(scalar(kind, value) for value in values)


def vocabulary():
    """Special tokens, a token for each byte (so that every prompt can be read), and a few words."""
    tokens = [("<unk>", 0.0, UNKNOWN), ("<s>", 0.0, CONTROL), ("</s>", 0.0, CONTROL)]
    tokens += [(f"<0x{byte:02X}>", 0.0, BYTE) for byte in range(256)]
    tokens += [(word, -1.0 - i, NORMAL) for i, word in enumerate(SENTENCES + NOISE)]
    return tokens


class Model:
    def __init__(self, mode, seed):
        self.tokens = vocabulary()
        self.width = 64 if mode == "random" else (len(self.tokens) + 31) // 32 * 32
        self.heads = 4
        self.inner = 64
        self.random = random.Random(seed)
        count = len(self.tokens)
        if mode == "random":
            self.embedding = self.noise(count, self.width)
            self.output = self.noise(count, self.width)
            attention, feed = self.noise(self.width, self.width), self.noise(self.inner, self.width)
            feed_down = self.noise(self.width, self.inner)
        else:
            self.embedding = [[float(i == token) for i in range(self.width)] for token in range(count)]
            following = self.chain(mode)
            self.output = [[0.0] * self.width for _ in range(count)]
            for token, after in enumerate(following):
                self.output[after][token] = 8.0
            attention, feed = self.zeros(self.width, self.width), self.zeros(self.inner, self.width)
            feed_down = self.zeros(self.width, self.inner)
        self.tensors = [("token_embd.weight", self.embedding), ("output_norm.weight", [[1.0] * self.width]),
                        ("output.weight", self.output), ("blk.0.attn_norm.weight", [[1.0] * self.width])]
        self.tensors += [(f"blk.0.attn_{name}.weight", attention) for name in ("q", "k", "v", "output")]
        self.tensors += [("blk.0.ffn_norm.weight", [[1.0] * self.width]), ("blk.0.ffn_gate.weight", feed),
                         ("blk.0.ffn_up.weight", feed), ("blk.0.ffn_down.weight", feed_down)]

    def noise(self, rows, columns):
        return [[self.random.gauss(0.0, 0.3) for _ in range(columns)] for _ in range(rows)]

    @staticmethod
    def zeros(rows, columns):
        return [[0.0] * columns for _ in range(rows)]

    def chain(self, mode):
        """The token after each token. Attention and feed-forward are zero, so nothing else matters."""
        first = len(self.tokens) - len(SENTENCES) - len(NOISE)
        following = [EOS if mode == "silent" else first] * len(self.tokens)
        if mode == "says":
            for i in range(len(SENTENCES)):
                following[first + i] = first + i + 1 if i + 1 < len(SENTENCES) else EOS
        return following

    def write(self, path, template):
        entries = [
            metadata("general.architecture", STRING, "llama"),
            metadata("general.name", STRING, "tiny test model"),
            metadata("general.alignment", UINT32, ALIGNMENT),
            metadata("llama.vocab_size", UINT32, len(self.tokens)),
            metadata("llama.context_length", UINT32, 2048),
            metadata("llama.embedding_length", UINT32, self.width),
            metadata("llama.block_count", UINT32, 1),
            metadata("llama.feed_forward_length", UINT32, self.inner),
            metadata("llama.attention.head_count", UINT32, self.heads),
            metadata("llama.attention.head_count_kv", UINT32, self.heads),
            metadata("llama.attention.layer_norm_rms_epsilon", FLOAT32, 1e-5),
            metadata("llama.rope.dimension_count", UINT32, self.width // self.heads),
            metadata("tokenizer.ggml.model", STRING, "llama"),
            array("tokenizer.ggml.tokens", STRING, [token for token, _, _ in self.tokens]),
            array("tokenizer.ggml.scores", FLOAT32, [score for _, score, _ in self.tokens]),
            array("tokenizer.ggml.token_type", INT32, [kind for _, _, kind in self.tokens]),
            metadata("tokenizer.ggml.bos_token_id", UINT32, BOS),
            metadata("tokenizer.ggml.eos_token_id", UINT32, EOS),
            metadata("tokenizer.ggml.unknown_token_id", UINT32, UNK),
        ]
        if template:
            entries.append(metadata("tokenizer.chat_template", STRING, CHAT_TEMPLATE))
        described, data = b"", b""
        for name, rows in self.tensors:
            shape = [len(rows[0])] if name.endswith("norm.weight") else [len(rows[0]), len(rows)]
            described += text(name) + struct.pack("<I", len(shape))
            described += struct.pack(f"<{len(shape)}Q", *shape) + struct.pack("<IQ", 0, len(data))  # 0: 32-bit floats
            for row in rows:
                data += struct.pack(f"<{len(row)}f", *row)
            data += bytes(-len(data) % ALIGNMENT)
        head = struct.pack("<4sIQQ", b"GGUF", 3, len(self.tensors), len(entries)) + b"".join(entries) + described
        with open(path, "wb") as file:
            file.write(head + bytes(-len(head) % ALIGNMENT) + data)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", choices=["says", "random", "silent"])
    parser.add_argument("path")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--template", action="store_true", help="with TinyLlama's chat template")
    arguments = parser.parse_args()
    Model(arguments.mode, arguments.seed).write(arguments.path, arguments.template)


if __name__ == "__main__":
    main()
