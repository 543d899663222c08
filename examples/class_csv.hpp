// SPDX-License-Identifier: BSL-1.0
// Reads tables of numbers in classes.
// In: the name of a file. Out: its rows, or an input_error whose text names the file and the line.
#pragma once

#define CSV_IO_NO_THREAD  // one block holds the file: no reading ahead, no thread library to link
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wstringop-truncation"  // g++ says it of the inlined copy of a file name
#include <csv.h>
#pragma GCC diagnostic pop
#else
#include <csv.h>
#endif

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <vector>

namespace example {

template <std::size_t Features, std::size_t Classes>
struct class_table {
    struct row {
        std::array<double, Features> features;
        std::size_t label;
    };
    std::array<std::string, Classes> names;
    std::vector<row> rows;
};

class input_error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Such a table: a header as "150,4,setosa,versicolor,virginica", then for each row its features and its class.
///
/// Numerics    each number is the nearest double
/// Error       input_error, "iris.csv:17: expected 5 columns, found 4"
///
/// csv.h cuts the file into lines. The columns are cut here, since its own reader takes an empty column for 0, does
/// not round to nearest, and says "too few columns" without a number.
template <std::size_t Features, std::size_t Classes>
class class_csv_reader {
public:
    using table = class_table<Features, Classes>;

    [[nodiscard]] static table read(std::string const& path) {
        if (std::error_code ignored; std::filesystem::is_directory(path, ignored))
            throw input_error(path + ": is a folder, not a file");
        try {
            return class_csv_reader(path).rows();
        } catch (io::error::can_not_open_file const& error) {
            throw input_error(path + ": cannot be opened: " + std::generic_category().message(error.errno_value));
        } catch (io::error::base const& error) {
            throw input_error(error.what());
        }
    }

private:
    static constexpr std::size_t header_columns = 2 + Classes;
    static constexpr std::size_t row_columns = Features + 1;

    explicit class_csv_reader(std::string const& path) : path_(path), lines_(path) {}

    [[nodiscard]] table rows() {
        table result;
        if (!next(header_columns)) fail("the file is empty");
        auto const announced = number<long long>(0);
        if (announced < 1) fail("expected a row count above 0, found " + std::to_string(announced));
        if (number<std::size_t>(1) != Features)
            fail("expected " + std::to_string(Features) + " features, found " + std::string(columns_[1]));
        for (std::size_t i = 0; i < Classes; ++i) {
            if (columns_[2 + i].empty()) fail("column " + std::to_string(3 + i) + " lacks a class name");
            result.names[i] = columns_[2 + i];
        }

        long long found = 0;
        for (; next(row_columns); ++found) {
            if (found == announced)
                fail("the header announces " + std::to_string(announced) + " rows, here is one more");
            auto& row = result.rows.emplace_back();
            for (std::size_t i = 0; i < Features; ++i) row.features[i] = number<double>(i);
            row.label = number<std::size_t>(Features);
            if (row.label >= Classes)
                fail("expected a class from 0 to " + std::to_string(Classes - 1) + ", found " +
                     std::to_string(row.label));
        }
        if (found == 0) fail("the file ends after the header");
        if (found < announced)
            fail("the header announces " + std::to_string(announced) + " rows, the file ends after " +
                 std::to_string(found));
        return result;
    }

    /// Cuts the next line that is not blank into its columns; false at the end of the file.
    bool next(std::size_t expected) {
        std::string_view line;
        do {
            char const* const text = lines_.next_line();
            if (text == nullptr) return false;
            line = trim(text);
        } while (line.empty());

        std::size_t found = 0;
        for (std::size_t begin = 0; begin <= line.size(); ++found) {
            std::size_t const end = std::min(line.find(',', begin), line.size());
            if (found < expected) columns_[found] = trim(line.substr(begin, end - begin));
            begin = end + 1;
        }
        if (found != expected)
            fail("expected " + std::to_string(expected) + " columns, found " + std::to_string(found));
        return true;
    }

    template <class Number>
    [[nodiscard]] Number number(std::size_t column) const {
        std::string_view const text = columns_[column];
        char const* const end = text.data() + text.size();
        Number result{};
        auto const [stop, error] = std::from_chars(text.data(), end, result);
        bool good = error == std::errc() && stop == end;
        if constexpr (std::is_floating_point_v<Number>) good = good && std::isfinite(result);
        if (!good)
            fail("column " + std::to_string(column + 1) + ": expected " + kind<Number>() + ", found '" +
                 printable(text) + "'");
        return result;
    }

    template <class Number>
    [[nodiscard]] static std::string kind() {
        return std::is_floating_point_v<Number> ? "a finite number" : "a whole number";
    }

    [[nodiscard]] static std::string_view trim(std::string_view text) {
        std::size_t const first = text.find_first_not_of(" \t");
        if (first == text.npos) return {};
        return text.substr(first, text.find_last_not_of(" \t") - first + 1);
    }

    [[nodiscard]] static std::string printable(std::string_view text) {
        std::string result(text.substr(0, 40));
        for (char& c : result)
            if (c < ' ' || c > '~') c = '?';
        return text.size() > result.size() ? result + "..." : result;
    }

    [[noreturn]] void fail(std::string const& what) const {
        throw input_error(path_ + ":" + std::to_string(std::max(lines_.get_file_line(), 1u)) + ": " + what);
    }

    std::string path_;
    io::LineReader lines_;
    std::array<std::string_view, std::max(header_columns, row_columns)> columns_;
};

}  // namespace example
