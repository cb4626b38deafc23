import '../styles/incident.css'

/** 原因: why it is done, a sentence for the trace. */
export const IncidentReason = ({
  label,
  value,
  problem,
}: {
  label: string
  value: string
  problem: string | undefined
}) => (
  <div className="card">
    <label className="field-label" htmlFor="reason">
      {label}
    </label>
    {problem && <p className="field-problem">{problem}</p>}
    <textarea
      id="reason"
      name="reason"
      className="native-field"
      rows={2}
      maxLength={200}
      defaultValue={value}
      aria-invalid={problem ? true : undefined}
    />
  </div>
)
