#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Text as people and terminals see it. Everything here takes and gives UTF-8.
namespace pcadmin {

/// Whether `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

/// Whether `text` holds a C0 or C1 control, DEL, a line or paragraph separator, or a code point that
/// changes writing direction (Unicode Bidi_Control), any of which could drive or deceive a terminal.
/// Text that is not UTF-8 counts as having them.
bool has_control_characters(std::string_view text);

/// `text` with everything `has_control_characters` finds, and every byte that is not UTF-8, written as
/// `\n`, `\t`, `\x1b` or `\u{202e}`. A backslash stays as it is. What comes back cannot move a cursor.
std::string escape_controls(std::string_view text);

/// Columns `text` takes on a terminal: wide characters 2, combining marks 0.
std::size_t display_width(std::string_view text);

/// The longest beginning of `text` that takes at most `columns`, cut between grapheme clusters, with
/// `…` in the last column when something was cut off.
std::string fit_width(std::string_view text, std::size_t columns);

/// The first `code_points` of `text`, with `…` behind them when something was cut off: how a message quotes a value.
/// A byte that is not UTF-8 counts as one.
std::string shorten(std::string_view text, std::size_t code_points);

/// Whether `text` has a character one can see: not only blanks, invisible and unassigned ones.
bool has_visible_character(std::string_view text);

/// Whether `text` is made of letters and digits of any script, and of combining marks that follow one. False for the
/// empty text, for what is not UTF-8 and for letters that Unicode calls default ignorable.
bool is_word(std::string_view text);

/// Number of code points. `text` must be UTF-8.
std::size_t count_code_points(std::string_view text);

/// Normal form C. `text` must be UTF-8.
std::string to_nfc(std::string_view text);

/// Normal form KC. `text` must be UTF-8.
std::string to_nfkc(std::string_view text);

/// The key under which two spellings of the same word meet: NFKC with Unicode case folding, default
/// ignorable code points removed. `text` must be UTF-8.
std::string to_fold_key(std::string_view text);

/// ASCII letters to lower case, all else as it is.
std::string to_ascii_lower(std::string_view text);

/// Without ASCII blanks and tabs at both ends.
std::string_view trim(std::string_view text);

/// The parts between `separator`; an empty text gives one empty part.
std::vector<std::string_view> split(std::string_view text, char separator);

/// "a, b and c".
std::string join_words(std::span<const std::string> words);

/// Those of `candidates` that `word` was probably meant to be, best first, at most three: restricted
/// Damerau-Levenshtein distance of at most a third of the word's length, or `word` as a beginning of the
/// candidate; letter case does not matter. An empty word and one over 64 bytes have no near ones.
std::vector<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// Whether the whole of `text` matches `pattern`, in which `*` stands for any run of characters and `?`
/// for one code point of the text's fold key; letter case and Unicode form do not matter. Linear in practice: no
/// backtracking beyond the last `*`.
bool glob_matches(std::string_view pattern, std::string_view text);

}  // namespace pcadmin
