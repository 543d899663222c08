// SPDX-License-Identifier: BSL-1.0
// Pictures read back, strictly: every line must be one that the writers may write.
// In: text in DOT or Mermaid. Out: nodes with shape and label, edges; `sound` is false if a line could not be read.
#pragma once

#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

namespace support {

struct drawn_node {
    std::string shape;
    std::vector<std::string> lines;

    /// The number behind `= ` or `adjoint `; NaN if there is none.
    [[nodiscard]] double number_after(std::string const& start) const {
        for (std::size_t i = 1; i < lines.size(); ++i)
            if (lines[i].rfind(start, 0) == 0) return std::stod(lines[i].substr(start.size()));
        return std::stod("nan");
    }
};

struct drawn_picture {
    bool sound = true;
    std::map<std::string, drawn_node> nodes;
    std::multiset<std::tuple<std::string, std::string, std::string>> edges;  // from, to, label

    void add(std::string const& id, drawn_node node) {
        sound = sound && nodes.find(id) == nodes.end() && edges.empty();
        nodes[id] = std::move(node);
    }
    void connect(std::string const& from, std::string const& to, std::string const& label) {
        sound = sound && nodes.count(from) == 1 && nodes.count(to) == 1;
        edges.insert({from, to, label});
    }
};

namespace detail {

/// The text of a quoted DOT string, in lines; `sound` falls where an escape or entity is none that DOT knows.
inline std::vector<std::string> dot_lines(std::string const& text, bool& sound) {
    std::vector<std::string> lines(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '&') {
            sound = sound && text.compare(i, 5, "&amp;") == 0;
            i += 4;
            lines.back() += '&';
        } else if (text[i] == '\\') {
            ++i;
            sound = sound && i < text.size() && (text[i] == 'n' || text[i] == '"' || text[i] == '\\');
            if (sound && text[i] == 'n') lines.emplace_back();
            else if (sound) lines.back() += text[i];
        } else {
            sound = sound && text[i] != '"';
            lines.back() += text[i];
        }
    }
    return lines;
}

/// The text of a quoted Mermaid string; only what means nothing in HTML and Markdown may stand for itself.
inline std::vector<std::string> mermaid_lines(std::string const& text, bool& sound) {
    static std::regex const item(R"(<br/>|#([0-9]+);|-(?=[0-9])|\.(?=[^ ])|[A-Za-z0-9 ,=\[\]()/]|[\x80-\xff])");
    std::vector<std::string> lines(1);
    for (auto at = text.begin(); at != text.end();) {
        std::smatch found;
        if (!std::regex_search(at, text.end(), found, item, std::regex_constants::match_continuous)) {
            sound = false;
            return lines;
        }
        at = found[0].second;
        if (found[1].matched) lines.back() += static_cast<char>(std::stoi(found[1]));
        else if (found.str() == "<br/>") lines.emplace_back();
        else lines.back() += found.str();
    }
    return lines;
}

}  // namespace detail

inline drawn_picture read_dot(std::string const& text) {
    static std::regex const node(R"re(    ([nr][0-9]+) \[shape=([a-z]+), label="(.*)"\];)re");
    static std::regex const edge(R"re(    ([nr][0-9]+) -> ([nr][0-9]+)(?: \[label="(.*)"\])?;)re");
    drawn_picture result;
    std::istringstream in(text);
    std::string line;
    result.sound = static_cast<bool>(std::getline(in, line)) && line == "digraph {";
    bool closed = false;
    while (std::getline(in, line)) {
        std::smatch found;
        result.sound = result.sound && !closed;
        if (std::regex_match(line, found, node))
            result.add(found[1], {found[2], detail::dot_lines(found[3], result.sound)});
        else if (std::regex_match(line, found, edge))
            result.connect(found[1], found[2], detail::dot_lines(found[3], result.sound)[0]);
        else if (line == "}") closed = true;
        else result.sound = result.sound && result.nodes.empty() && line.find('=') != std::string::npos;
    }
    result.sound = result.sound && closed;
    return result;
}

inline drawn_picture read_mermaid(std::string const& text) {
    static std::regex const node(R"re(    ([nr][0-9]+)(\(\[|\[|\(|\{\{)"(.*)"(\]\)|\]|\)|\}\}))re");
    static std::regex const edge(R"re(    ([nr][0-9]+) -->(?:\|"(.*)"\|)? ([nr][0-9]+))re");
    static std::map<std::string, std::string> const closing = {{"([", "])"}, {"[", "]"}, {"(", ")"}, {"{{", "}}"}};
    drawn_picture result;
    std::istringstream in(text);
    std::string line;
    result.sound = static_cast<bool>(std::getline(in, line)) && line == "flowchart LR";
    while (std::getline(in, line)) {
        std::smatch found;
        if (std::regex_match(line, found, node)) {
            result.sound = result.sound && closing.at(found[2]) == found[4];
            result.add(found[1], {found[2], detail::mermaid_lines(found[3], result.sound)});
        } else if (std::regex_match(line, found, edge))
            result.connect(found[1], found[3], detail::mermaid_lines(found[2], result.sound)[0]);
        else result.sound = false;
    }
    return result;
}

}  // namespace support
