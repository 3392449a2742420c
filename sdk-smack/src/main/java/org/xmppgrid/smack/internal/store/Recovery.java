package org.xmppgrid.smack.internal.store;

import java.nio.file.Path;

/**
 * What was found when a damaged store was read.
 *
 * @param damage what is wrong, for people
 * @param original where the damaged file is; nothing was changed in it
 * @param copy where the readable entries are
 * @param entries how many entries are readable
 * @param unreadable how many pages and entries are known to be unreadable; a page holds several entries
 * @param lostSyncs how many of the last synchronisations are gone altogether
 */
public record Recovery(String damage, Path original, Path copy, long entries, long unreadable, long lostSyncs) {
    /** The same with other places, once the files have been moved. */
    Recovery at(Path newOriginal, Path newCopy) {
        return new Recovery(damage, newOriginal, newCopy, entries, unreadable, lostSyncs);
    }

    /** A sentence for a log or an error. */
    String sentence() {
        return damage + "; " + entries + " entries are readable, " + unreadable + " pages or entries are not, the last "
                + lostSyncs + " synchronisations are missing";
    }
}
