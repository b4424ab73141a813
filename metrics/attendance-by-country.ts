import { aboutAttendance, readAttendance, readAttendanceBreaks } from './attendance.ts';
import type { Metric } from './contract.ts';

export const attendanceByCountry: Metric = {
  ...aboutAttendance,
  id: 'attendance-by-country',
  title: 'From which countries do people come to the meetings?',
  breaks: readAttendanceBreaks,
  read: (store, params) => readAttendance(store, params, 'country'),
};
