package org.xmppgrid.smack.internal.engine;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a worker in their order, and what they weigh. An event can be dropped, and then leaves one mark in its
 * place with all those beside it; a word of the SDK's own is never dropped, and passes a pause if no event is before it.
 * Guarded by its worker's lock.
 */
final class TaskQueue {
    private enum Kind {
        EVENT,
        WORD,
        DROPPED
    }

    /** What is to be run; or, in place of dropped events, how many they are. */
    record Task(@Nullable Runnable action, int size, long dropped, Kind kind) {}

    private final ArrayDeque<Task> tasks = new ArrayDeque<>();
    private int count;
    private long size;

    void addEvent(Runnable action, int taskSize) {
        add(new Task(action, taskSize, 0, Kind.EVENT));
    }

    void addWord(Runnable action, int taskSize) {
        add(new Task(action, taskSize, 0, Kind.WORD));
    }

    /**
     * Drops the oldest event.
     *
     * @return false if there is none
     */
    boolean dropOldest() {
        ArrayDeque<Task> before = new ArrayDeque<>();
        Task task = tasks.poll();
        while (task != null && task.kind() != Kind.EVENT) {
            before.push(task);
            task = tasks.poll();
        }
        if (task != null) {
            count--;
            size -= task.size();
            long run = 1;
            Task last = before.peek();
            if (last != null && last.kind() == Kind.DROPPED) {
                run += last.dropped();
                before.pop();
            }
            before.push(new Task(null, 0, run, Kind.DROPPED));
        }
        before.forEach(tasks::addFirst);
        return task != null;
    }

    /** Whether there is something to run. */
    boolean isReady(boolean paused) {
        Task first = tasks.peek();
        return first != null && (!paused || first.kind() == Kind.WORD);
    }

    /** Takes the next task, if there is one to run. */
    @Nullable
    Task poll(boolean paused) {
        if (!isReady(paused)) {
            return null;
        }
        Task task = tasks.remove();
        forget(task);
        return task;
    }

    /** Empties it: what was in it and is to be run, in order. */
    List<Runnable> clear() {
        List<Runnable> actions = tasks.stream()
                .filter(task -> task.kind() != Kind.DROPPED)
                .map(Task::action)
                .toList();
        tasks.clear();
        count = 0;
        size = 0;
        return actions;
    }

    /** Takes all events away. */
    void keepWords() {
        tasks.removeIf(task -> {
            boolean over = task.kind() != Kind.WORD;
            if (over) {
                forget(task);
            }
            return over;
        });
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** How many tasks it holds; marks don't count. */
    int count() {
        return count;
    }

    /** What they weigh, in characters. */
    long size() {
        return size;
    }

    private void add(Task task) {
        tasks.add(task);
        count++;
        size += task.size();
    }

    private void forget(Task task) {
        if (task.kind() != Kind.DROPPED) {
            count--;
            size -= task.size();
        }
    }
}
