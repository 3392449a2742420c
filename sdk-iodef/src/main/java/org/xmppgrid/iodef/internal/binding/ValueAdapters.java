package org.xmppgrid.iodef.internal.binding;

import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xmppgrid.iodef.value.Action;
import org.xmppgrid.iodef.value.AddressCategory;
import org.xmppgrid.iodef.value.BulkObservableType;
import org.xmppgrid.iodef.value.BusinessImpactKind;
import org.xmppgrid.iodef.value.BusinessImpactSeverity;
import org.xmppgrid.iodef.value.ConfidenceRating;
import org.xmppgrid.iodef.value.ContactRole;
import org.xmppgrid.iodef.value.ContactType;
import org.xmppgrid.iodef.value.CounterType;
import org.xmppgrid.iodef.value.CounterUnit;
import org.xmppgrid.iodef.value.DataType;
import org.xmppgrid.iodef.value.DiscoverySource;
import org.xmppgrid.iodef.value.DomainStatus;
import org.xmppgrid.iodef.value.DomainSystemStatus;
import org.xmppgrid.iodef.value.DurationUnit;
import org.xmppgrid.iodef.value.EmailType;
import org.xmppgrid.iodef.value.HashScope;
import org.xmppgrid.iodef.value.ImpactCompletion;
import org.xmppgrid.iodef.value.IncidentPurpose;
import org.xmppgrid.iodef.value.IncidentStatus;
import org.xmppgrid.iodef.value.IndicatorOperator;
import org.xmppgrid.iodef.value.IodefBinary;
import org.xmppgrid.iodef.value.IodefNumber;
import org.xmppgrid.iodef.value.IodefTime;
import org.xmppgrid.iodef.value.NodeRoleCategory;
import org.xmppgrid.iodef.value.Occurrence;
import org.xmppgrid.iodef.value.OffsetUnit;
import org.xmppgrid.iodef.value.PostalAddressType;
import org.xmppgrid.iodef.value.RecordPatternType;
import org.xmppgrid.iodef.value.Registry;
import org.xmppgrid.iodef.value.RegistryAction;
import org.xmppgrid.iodef.value.Restriction;
import org.xmppgrid.iodef.value.Severity;
import org.xmppgrid.iodef.value.SoftwareDataType;
import org.xmppgrid.iodef.value.SoftwareSpecName;
import org.xmppgrid.iodef.value.SystemCategory;
import org.xmppgrid.iodef.value.SystemImpactType;
import org.xmppgrid.iodef.value.SystemOwnership;
import org.xmppgrid.iodef.value.TelephoneType;
import org.xmppgrid.iodef.value.TimeImpactMetric;
import org.xmppgrid.iodef.value.YesNoUnknown;

/**
 * The bridges between the text of a document and the value types, one for each type because JAXB makes an adapter by its
 * class. They stand here and not on the values so that a value shows no JAXB type.
 */
public final class ValueAdapters {

    private ValueAdapters() {}

    /** Reads by one function and writes by another; JAXB passes null for what is absent. */
    abstract static class Lexical<T> extends XmlAdapter<String, T> {
        private final Function<String, T> read;
        private final Function<T, String> write;

        Lexical(Function<String, T> read, Function<T, String> write) {
            this.read = read;
            this.write = write;
        }

        @Override
        public final @Nullable T unmarshal(@Nullable String text) {
            return text == null ? null : read.apply(text);
        }

        @Override
        public final @Nullable String marshal(@Nullable T value) {
            return value == null ? null : write.apply(value);
        }
    }

    /** Keeps an {@code xs:IDREF} as text: JAXB would resolve it, and drop one whose target is elsewhere. */
    public static final class OfReference extends Lexical<String> {
        public OfReference() {
            super(String::strip, Function.identity());
        }
    }

    public static final class OfAction extends Lexical<Action> {
        public OfAction() {
            super(Action::of, Action::token);
        }
    }

    public static final class OfAddressCategory extends Lexical<AddressCategory> {
        public OfAddressCategory() {
            super(AddressCategory::of, AddressCategory::token);
        }
    }

    public static final class OfBulkObservableType extends Lexical<BulkObservableType> {
        public OfBulkObservableType() {
            super(BulkObservableType::of, BulkObservableType::token);
        }
    }

    public static final class OfBusinessImpactKind extends Lexical<BusinessImpactKind> {
        public OfBusinessImpactKind() {
            super(BusinessImpactKind::of, BusinessImpactKind::token);
        }
    }

    public static final class OfBusinessImpactSeverity extends Lexical<BusinessImpactSeverity> {
        public OfBusinessImpactSeverity() {
            super(BusinessImpactSeverity::of, BusinessImpactSeverity::token);
        }
    }

    public static final class OfConfidenceRating extends Lexical<ConfidenceRating> {
        public OfConfidenceRating() {
            super(ConfidenceRating::of, ConfidenceRating::token);
        }
    }

    public static final class OfContactRole extends Lexical<ContactRole> {
        public OfContactRole() {
            super(ContactRole::of, ContactRole::token);
        }
    }

    public static final class OfContactType extends Lexical<ContactType> {
        public OfContactType() {
            super(ContactType::of, ContactType::token);
        }
    }

    public static final class OfCounterType extends Lexical<CounterType> {
        public OfCounterType() {
            super(CounterType::of, CounterType::token);
        }
    }

    public static final class OfCounterUnit extends Lexical<CounterUnit> {
        public OfCounterUnit() {
            super(CounterUnit::of, CounterUnit::token);
        }
    }

    public static final class OfDataType extends Lexical<DataType> {
        public OfDataType() {
            super(DataType::of, DataType::token);
        }
    }

    public static final class OfDiscoverySource extends Lexical<DiscoverySource> {
        public OfDiscoverySource() {
            super(DiscoverySource::of, DiscoverySource::token);
        }
    }

    public static final class OfDomainStatus extends Lexical<DomainStatus> {
        public OfDomainStatus() {
            super(DomainStatus::of, DomainStatus::token);
        }
    }

    public static final class OfDomainSystemStatus extends Lexical<DomainSystemStatus> {
        public OfDomainSystemStatus() {
            super(DomainSystemStatus::of, DomainSystemStatus::token);
        }
    }

    public static final class OfDurationUnit extends Lexical<DurationUnit> {
        public OfDurationUnit() {
            super(DurationUnit::of, DurationUnit::token);
        }
    }

    public static final class OfEmailType extends Lexical<EmailType> {
        public OfEmailType() {
            super(EmailType::of, EmailType::token);
        }
    }

    public static final class OfHashScope extends Lexical<HashScope> {
        public OfHashScope() {
            super(HashScope::of, HashScope::token);
        }
    }

    public static final class OfImpactCompletion extends Lexical<ImpactCompletion> {
        public OfImpactCompletion() {
            super(ImpactCompletion::of, ImpactCompletion::token);
        }
    }

    public static final class OfIncidentPurpose extends Lexical<IncidentPurpose> {
        public OfIncidentPurpose() {
            super(IncidentPurpose::of, IncidentPurpose::token);
        }
    }

    public static final class OfIncidentStatus extends Lexical<IncidentStatus> {
        public OfIncidentStatus() {
            super(IncidentStatus::of, IncidentStatus::token);
        }
    }

    public static final class OfIndicatorOperator extends Lexical<IndicatorOperator> {
        public OfIndicatorOperator() {
            super(IndicatorOperator::of, IndicatorOperator::token);
        }
    }

    public static final class OfIodefBinary extends Lexical<IodefBinary> {
        public OfIodefBinary() {
            super(IodefBinary::of, IodefBinary::text);
        }
    }

    public static final class OfIodefNumber extends Lexical<IodefNumber> {
        public OfIodefNumber() {
            super(IodefNumber::of, IodefNumber::text);
        }
    }

    public static final class OfIodefTime extends Lexical<IodefTime> {
        public OfIodefTime() {
            super(IodefTime::of, IodefTime::text);
        }
    }

    public static final class OfNodeRoleCategory extends Lexical<NodeRoleCategory> {
        public OfNodeRoleCategory() {
            super(NodeRoleCategory::of, NodeRoleCategory::token);
        }
    }

    public static final class OfOccurrence extends Lexical<Occurrence> {
        public OfOccurrence() {
            super(Occurrence::of, Occurrence::token);
        }
    }

    public static final class OfOffsetUnit extends Lexical<OffsetUnit> {
        public OfOffsetUnit() {
            super(OffsetUnit::of, OffsetUnit::token);
        }
    }

    public static final class OfPostalAddressType extends Lexical<PostalAddressType> {
        public OfPostalAddressType() {
            super(PostalAddressType::of, PostalAddressType::token);
        }
    }

    public static final class OfRecordPatternType extends Lexical<RecordPatternType> {
        public OfRecordPatternType() {
            super(RecordPatternType::of, RecordPatternType::token);
        }
    }

    public static final class OfRegistry extends Lexical<Registry> {
        public OfRegistry() {
            super(Registry::of, Registry::token);
        }
    }

    public static final class OfRegistryAction extends Lexical<RegistryAction> {
        public OfRegistryAction() {
            super(RegistryAction::of, RegistryAction::token);
        }
    }

    public static final class OfRestriction extends Lexical<Restriction> {
        public OfRestriction() {
            super(Restriction::of, Restriction::token);
        }
    }

    public static final class OfSeverity extends Lexical<Severity> {
        public OfSeverity() {
            super(Severity::of, Severity::token);
        }
    }

    public static final class OfSoftwareDataType extends Lexical<SoftwareDataType> {
        public OfSoftwareDataType() {
            super(SoftwareDataType::of, SoftwareDataType::token);
        }
    }

    public static final class OfSoftwareSpecName extends Lexical<SoftwareSpecName> {
        public OfSoftwareSpecName() {
            super(SoftwareSpecName::of, SoftwareSpecName::token);
        }
    }

    public static final class OfSystemCategory extends Lexical<SystemCategory> {
        public OfSystemCategory() {
            super(SystemCategory::of, SystemCategory::token);
        }
    }

    public static final class OfSystemImpactType extends Lexical<SystemImpactType> {
        public OfSystemImpactType() {
            super(SystemImpactType::of, SystemImpactType::token);
        }
    }

    public static final class OfSystemOwnership extends Lexical<SystemOwnership> {
        public OfSystemOwnership() {
            super(SystemOwnership::of, SystemOwnership::token);
        }
    }

    public static final class OfTelephoneType extends Lexical<TelephoneType> {
        public OfTelephoneType() {
            super(TelephoneType::of, TelephoneType::token);
        }
    }

    public static final class OfTimeImpactMetric extends Lexical<TimeImpactMetric> {
        public OfTimeImpactMetric() {
            super(TimeImpactMetric::of, TimeImpactMetric::token);
        }
    }

    public static final class OfYesNoUnknown extends Lexical<YesNoUnknown> {
        public OfYesNoUnknown() {
            super(YesNoUnknown::of, YesNoUnknown::token);
        }
    }
}
