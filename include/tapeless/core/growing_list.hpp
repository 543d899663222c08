// SPDX-License-Identifier: BSL-1.0
// In: items, one at a time. Out: their number and themselves, in constant evaluation and at run time.
#pragma once

namespace tapeless {

/// A list that grows.
template <class T>
class growing_list {
public:
    constexpr explicit growing_list(int room) : room_(room), items_(new T[static_cast<unsigned>(room)]{}) {}
    growing_list(growing_list const&) = delete;
    growing_list& operator=(growing_list const&) = delete;
    constexpr ~growing_list() { delete[] items_; }
    constexpr int push(T const& item) {
        if (size_ == room_) {
            T* const more = new T[2 * static_cast<unsigned>(room_)]{};
            for (int i = 0; i < size_; ++i) more[i] = items_[i];
            delete[] items_;
            items_ = more;
            room_ *= 2;
        }
        items_[size_] = item;
        return size_++;
    }
    constexpr T pop() { return items_[--size_]; }
    [[nodiscard]] constexpr int size() const { return size_; }
    [[nodiscard]] constexpr T* data() { return items_; }
    [[nodiscard]] constexpr T const* data() const { return items_; }
    constexpr T& operator[](int i) { return items_[i]; }
    constexpr T const& operator[](int i) const { return items_[i]; }

private:
    int room_;
    T* items_;
    int size_ = 0;
};

/// Sorts plain numbers in place (heap sort).
constexpr void sort_ascending(int* items, int count) {
    auto const sink = [items](int root, int end) {
        for (int child = 2 * root + 1; child < end; root = child, child = 2 * root + 1) {
            if (child + 1 < end && items[child] < items[child + 1]) ++child;
            if (items[root] >= items[child]) return;
            int const kept = items[root];
            items[root] = items[child];
            items[child] = kept;
        }
    };
    for (int root = count / 2 - 1; root >= 0; --root) sink(root, count);
    for (int end = count - 1; end > 0; --end) {
        int const largest = items[0];
        items[0] = items[end];
        items[end] = largest;
        sink(0, end);
    }
}

}  // namespace tapeless
